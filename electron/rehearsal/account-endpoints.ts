import { invalid, missing, unauthorized } from './api-error.ts'
import { success, type Endpoint, type EndpointNeeds } from './endpoints.ts'
import type { Parameters } from './parameters.ts'

/** The OAuth pair and `auth_test` (reference: "Authentication", "Test Authentication"). */
export function accountEndpoints({ accounts }: EndpointNeeds): readonly (readonly [path: string, endpoint: Endpoint])[] {
  const client = (parameters: Parameters, grant: string): void => {
    const given = (name: string): string => {
      const value = parameters.get(name)
      if (!value) throw missing(name)
      return value
    }
    if (given('client_id') !== accounts.app.clientId || given('client_secret') !== accounts.app.clientSecret) throw unauthorized('client_id or client_secret is wrong')
    if (given('grant_type') !== grant) throw invalid(`grant_type is ${grant} here`)
  }
  const token = (grant: string, parameter: string, exchange: (value: string, parameters: Parameters) => unknown): Endpoint => ({
    method: 'POST', kind: 'token', list: false,
    answer(parameters) {
      client(parameters, grant)
      const value = parameters.get(parameter)
      if (!value) throw missing(parameter)
      return success(exchange(value, parameters))
    }
  })
  return [
    ['oauth/access_token', token('authorization_code', 'code', (code, parameters) => accounts.exchange(code, parameters.get('redirect_uri') || null))],
    ['oauth/refresh_token', token('refresh_token', 'refresh_token', (value) => accounts.refresh(value))],
    ['auth_test', { method: 'GET', kind: 'read', list: false, answer: () => success({ success: true }) }]
  ]
}
