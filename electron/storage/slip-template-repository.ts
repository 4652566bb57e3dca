import type { Kysely } from 'kysely'
import { slipTemplate } from '../contract/schemas.ts'
import type { ConnectionId } from '../domain/ids.ts'
import { completedTemplate, type SlipTemplate } from '../domain/slip-template.ts'
import type { Schema } from './schema.ts'

/** The templates that stores have of their own. */
export class SlipTemplateRepository {
  readonly #db: Kysely<Schema>

  constructor(db: Kysely<Schema>) {
    this.#db = db
  }

  /** One that this version does not understand is left out: the store has the general one then. */
  async list(): Promise<readonly { readonly connectionId: ConnectionId; readonly template: SlipTemplate }[]> {
    const rows = await this.#db.selectFrom('slip_templates').selectAll().orderBy('connection_id').execute()
    return rows.flatMap((row) => {
      const template = readTemplate(row.template)
      return template === null ? [] : [{ connectionId: row.connection_id, template }]
    })
  }

  /** @param template `null`: the store goes back to the general one */
  async save(connectionId: ConnectionId, template: SlipTemplate | null): Promise<void> {
    if (template === null) await this.#db.deleteFrom('slip_templates').where('connection_id', '=', connectionId).execute()
    else await this.#db.insertInto('slip_templates').values({ connection_id: connectionId, template: JSON.stringify(template) }).onConflict((conflict) => conflict.column('connection_id').doUpdateSet({ template: JSON.stringify(template) })).execute()
  }
}

/** What a column holds, checked: another version may have written it. */
export function readTemplate(text: string | null): SlipTemplate | null {
  return text === null ? null : slipTemplate.safeParse(completedTemplate(JSON.parse(text))).data ?? null
}
