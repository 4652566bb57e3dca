import type { ConnectionId } from '../../electron/domain/ids.ts'
import type { SlipTemplate } from '../../electron/domain/slip-template.ts'
import type { RouteInput } from '../../electron/contract/routes.ts'
import { invoke } from './bridge.ts'

export function templatesApi(call = invoke) {
  return {
    get: () => call('templates.get'),
    save: (connectionId: ConnectionId | null, template: SlipTemplate | null) => call('templates.save', { connectionId, template }),
    preview: (wanted: RouteInput<'templates.preview'>) => call('templates.preview', wanted)
  }
}
