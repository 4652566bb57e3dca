import koffi from 'koffi'

const words = (...names: readonly string[]): Record<string, string> => Object.fromEntries(names.map((name) => [name, 'str16']))
const numbers = (...names: readonly string[]): Record<string, string> => Object.fromEntries(names.map((name) => [name, 'uint32']))

/** Windows' structures as its headers (`winspool.h`, `wingdi.h`) lay them out. Their sizes and places are checked by a test. */
export const printerInfo2 = koffi.struct({
  ...words('serverName', 'printerName', 'shareName', 'portName', 'driverName', 'comment', 'location'), devMode: 'void *', ...words('sepFile', 'printProcessor', 'datatype', 'parameters'), securityDescriptor: 'void *',
  ...numbers('attributes', 'priority', 'defaultPriority', 'startTime', 'untilTime', 'status', 'jobs', 'averagePpm')
})

export const jobInfo1 = koffi.struct({
  jobId: 'uint32', ...words('printerName', 'machineName', 'userName', 'document', 'datatype', 'statusWords'), ...numbers('status', 'priority', 'position', 'totalPages', 'pagesPrinted'), submitted: koffi.array('uint16', 8)
})

/** Of it only the first member is read: which kind of driver it is. */
export const driverInfo2 = koffi.struct({ version: 'uint32', ...words('driverName', 'environment', 'driverPath', 'dataFile', 'configFile') })

export const docInfo1 = koffi.struct(words('document', 'outputFile', 'datatype'))

export const docInfo = koffi.struct({ size: 'int', document: 'str16', output: 'str16', datatype: 'str16', type: 'uint32' })

/** The part of a `DEVMODE` that every driver has; what its driver adds follows it. */
export const devMode = koffi.struct({
  deviceName: koffi.array('char16', 32), specVersion: 'uint16', driverVersion: 'uint16', size: 'uint16', driverExtra: 'uint16', fields: 'uint32', orientation: 'int16', paperSize: 'int16', paperLength: 'int16',
  paperWidth: 'int16', scale: 'int16', copies: 'int16', defaultSource: 'int16', printQuality: 'int16', color: 'int16', duplex: 'int16', yResolution: 'int16', ttOption: 'int16', collate: 'int16',
  formName: koffi.array('char16', 32), logPixels: 'uint16', bitsPerPel: 'uint32', pelsWidth: 'uint32', pelsHeight: 'uint32', nup: 'uint32', displayFrequency: 'uint32', icmMethod: 'uint32', icmIntent: 'uint32',
  mediaType: 'uint32', ditherType: 'uint32', reserved1: 'uint32', reserved2: 'uint32', panningWidth: 'uint32', panningHeight: 'uint32'
})

/** How dots are laid out in memory, before their colours. */
export const bitmapInfoHeader = koffi.struct({ size: 'uint32', width: 'int32', height: 'int32', planes: 'uint16', bitCount: 'uint16', compression: 'uint32', sizeImage: 'uint32', xPerMeter: 'int32', yPerMeter: 'int32', colours: 'uint32', important: 'uint32' })
