/** What names of label printers begin with, among all printers. */
export const labelPrinterMark = 'label-printer:'
/** The name of a label printer among all printers. */
export const nameOfLabelPrinter = (id: string): string => labelPrinterMark + id
