import type { ConnectionId } from '../../electron/domain/ids.ts'
import type { SlipTemplate } from '../../electron/domain/slip-template.ts'
import type { RouteInput } from '../../electron/contract/routes.ts'
import { invoke } from './bridge.ts'

/** The routes `templates.*`, by name. Each answers with a `Result` and never throws. */
export function templatesApi() {
  return {
    get: () => invoke('templates.get'),
    save: (connectionId: ConnectionId | null, template: SlipTemplate | null) => invoke('templates.save', { connectionId, template }),
    preview: (wanted: RouteInput<'templates.preview'>) => invoke('templates.preview', wanted)
  }
}
