import { describe, expect, it } from 'vitest'
import { browserCommands } from '../../../electron-host/shell.ts'

const url = 'https://example.org/a?b=%s'

describe('the commands of $BROWSER', () => {
  it.each([
    ['firefox', [['firefox', url]]],
    ['firefox %s', [['firefox', url]]],
    ['sh /opt/open.sh --url=%s  --new', [['sh', '/opt/open.sh', `--url=${url}`, '--new']]],
    ['one:two %s', [['one', url], ['two', url]]],
    ['echo 100%% %s', [['echo', '100%', url]]],
    [' : ', []]
  ])('%j', (value, commands) => { expect(browserCommands(value, url, ':')).toEqual(commands) })

  it('are parted otherwise where paths have colons', () => {
    expect(browserCommands('C:\\Browser\\b.exe %s', url, ';')).toEqual([['C:\\Browser\\b.exe', url]])
  })
})
