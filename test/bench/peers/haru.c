/* libharu and zint: what a C program makes of the same slips, without shaping. Its input is what haru-input.mjs writes. */
#include <hpdf.h>
#include <zint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void failed(HPDF_STATUS error, HPDF_STATUS detail, void *data) { (void)data; fprintf(stderr, "libharu %lx %lu\n", error, detail); exit(2); }
static const float HEIGHT = 841.88f, DOT = 72.0f / 203.0f;

static void code(HPDF_Page page, int symbology, const char *text, float x, float y, float module, float height) {
  struct zint_symbol *symbol = ZBarcode_Create();
  symbol->symbology = symbology;
  symbol->option_1 = symbology == BARCODE_QRCODE ? 2 : -1;
  if (ZBarcode_Encode(symbol, (const unsigned char *)text, 0) >= 5) { fprintf(stderr, "%s\n", symbol->errtxt); exit(3); }
  for (int row = 0; row < symbol->rows; row++)
    for (int from = 0; from < symbol->width;) {
      if (!(symbol->encoded_data[row][from >> 3] >> (from & 7) & 1)) { from++; continue; }
      int to = from;
      while (to < symbol->width && symbol->encoded_data[row][to >> 3] >> (to & 7) & 1) to++;
      HPDF_Page_Rectangle(page, x + from * module, HEIGHT - y - row * module - height, (to - from) * module, height);
      from = to;
    }
  HPDF_Page_Fill(page);
  ZBarcode_Delete(symbol);
}

int main(int argc, char **argv) {
  if (argc < 5) return 1;
  HPDF_Doc pdf = HPDF_New(failed, NULL);
  HPDF_SetCompressionMode(pdf, HPDF_COMP_ALL);
  HPDF_UseUTFEncodings(pdf);
  HPDF_Font fonts[2];
  for (int i = 0; i < 2; i++) fonts[i] = HPDF_GetFont(pdf, HPDF_LoadTTFontFromFile(pdf, argv[2 + i], HPDF_TRUE), "UTF-8");
  FILE *in = fopen(argv[1], "r");
  static char line[4096];
  HPDF_Page page = NULL;
  while (fgets(line, sizeof line, in)) {
    line[strcspn(line, "\n")] = 0;
    char *field[6];
    int n = 0;
    for (char *at = line; n < 6;) { field[n++] = at; at = strchr(at, '\t'); if (!at) break; *at++ = 0; }
    switch (field[0][0]) {
      case 'P': page = HPDF_AddPage(pdf); HPDF_Page_SetWidth(page, 595.27f); HPDF_Page_SetHeight(page, HEIGHT); break;
      case 'T': {
        float size = atof(field[3]), gray = atof(field[4]);
        HPDF_Page_SetGrayFill(page, gray < 0 ? 0 : gray);
        HPDF_Page_BeginText(page);
        HPDF_Page_SetFontAndSize(page, fonts[field[0][1] == 'B'], size);
        HPDF_Page_TextOut(page, atof(field[1]), HEIGHT - atof(field[2]), field[5]);
        HPDF_Page_EndText(page);
        break;
      }
      case 'R': HPDF_Page_SetGrayFill(page, 0); HPDF_Page_Rectangle(page, atof(field[1]), HEIGHT - atof(field[2]) - atof(field[4]), atof(field[3]), atof(field[4])); HPDF_Page_Fill(page); break;
      case 'C': code(page, BARCODE_CODE128, field[1], 360, 147.5f, 3 * DOT, 36.2f); break;
      case 'Q': code(page, BARCODE_QRCODE, field[1], 360, 210, 5 * DOT, 5 * DOT); break;
    }
  }
  fclose(in);
  HPDF_SaveToFile(pdf, argv[4]);
  HPDF_Free(pdf);
  return 0;
}
