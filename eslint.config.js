import js from '@eslint/js'
import vueI18n from '@intlify/eslint-plugin-vue-i18n'
import noUnsanitized from 'eslint-plugin-no-unsanitized'
import security from 'eslint-plugin-security'
import vue from 'eslint-plugin-vue'
import a11y from 'eslint-plugin-vuejs-accessibility'
import { defineConfig } from 'eslint/config'
import tseslint from 'typescript-eslint'
import { layers } from './eslint.layers.js'

const typed = ['**/*.ts', '**/*.vue']

export default defineConfig(
  { ignores: ['out/**', 'dist/**', 'node_modules/**', 'coverage/**', '.cache/**', 'test/fixtures/**', '**/*.json'] },
  { files: ['**/*.{js,mjs,ts,vue}'], extends: [js.configs.recommended] },
  { files: typed, extends: [tseslint.configs.strictTypeChecked] },
  vue.configs['flat/recommended'],
  a11y.configs['flat/recommended'],
  security.configs.recommended,
  noUnsanitized.configs.recommended,
  vueI18n.configs.recommended,
  { files: typed, languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname, extraFileExtensions: ['.vue'], parser: tseslint.parser } } },
  {
    // The i18n preset lowers this.
    languageOptions: { ecmaVersion: 'latest', sourceType: 'module' },
    settings: { 'vue-i18n': { localeDir: { pattern: './renderer/locales/*/*.json', localePattern: /^.*\/(?<locale>[a-z-]+)\/[a-z]+\.json$/, localeKey: 'path' }, messageSyntaxVersion: '^11.0.0' } },
    rules: {
      'vue/max-attributes-per-line': 'off', 'vue/singleline-html-element-content-newline': 'off', 'vue/multiline-html-element-content-newline': 'off', 'vue/html-self-closing': 'off', 'vue/html-indent': 'off', 'vue/html-closing-bracket-newline': 'off', 'vue/first-attribute-linebreak': 'off', 'vue/attributes-order': 'off', 'vue/multi-word-component-names': 'off', 'vue/require-default-prop': 'off',
      'vue/no-v-html': 'error',
      // Paths and keys come from the program everywhere here; these two see danger in every variable.
      'security/detect-object-injection': 'off', 'security/detect-non-literal-fs-filename': 'off',
      // Patterns with control characters are there to take them out of what comes from outside.
      'no-control-regex': 'off',
      // The patterns that are put together here are put together of constants.
      'security/detect-non-literal-regexp': 'off',
      // It counts stars and finds danger in every optional group; patterns here run over short, bounded text.
      'security/detect-unsafe-regex': 'off',
      '@intlify/vue-i18n/no-missing-keys': 'error', '@intlify/vue-i18n/no-raw-text': ['error', { ignorePattern: '^[\\s·×→−+:/,.()|…%$#"“”‘’–—-]*$' }],
      // A label stands around its control or names it by id; both are right.
      'vuejs-accessibility/label-has-for': ['error', { required: { some: ['nesting', 'id'] } }],
      'vuejs-accessibility/no-autofocus': 'off'
    }
  },
  {
    files: typed,
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // Code points are what sheets and codes are made of; nothing here counts what a reader sees as one character.
      '@typescript-eslint/no-misused-spread': 'off',
      // There are no enums; looking for them everywhere takes time.
      '@typescript-eslint/no-unsafe-enum-assignment': 'off', '@typescript-eslint/no-unsafe-enum-comparison': 'off',
      // Classes here keep what is theirs in private fields, which the compiler tells apart by name already.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // A package without types brings them along where it is imported.
      '@typescript-eslint/triple-slash-reference': ['error', { path: 'always', types: 'prefer-import', lib: 'never' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true }]
    }
  },
  {
    // vue-tsc knows the types of components and checks them; to this linter another component is of no type at all.
    files: ['renderer/**/*.vue'],
    rules: { '@typescript-eslint/no-unsafe-call': 'off', '@typescript-eslint/no-unsafe-member-access': 'off', '@typescript-eslint/no-unsafe-assignment': 'off', '@typescript-eslint/no-unsafe-argument': 'off', '@typescript-eslint/no-unsafe-return': 'off' }
  },
  // `const { t } = useI18n()` is how vue-i18n is used.
  { files: ['renderer/**/*.{ts,vue}'], rules: { '@typescript-eslint/unbound-method': 'off' } },
  ...layers,
  {
    // Code around the product: it reaches into what it drives, and reads answers whose shape it is about to check.
    files: ['test/**/*.ts', 'electron-host/**/*.ts', 'scripts/**/*.ts'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off', 'security/detect-child-process': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off', '@typescript-eslint/no-unsafe-return': 'off', '@typescript-eslint/no-unsafe-argument': 'off', '@typescript-eslint/no-unsafe-member-access': 'off'
    }
  },
  { files: ['**/*.{js,mjs}'], extends: [tseslint.configs.disableTypeChecked], languageOptions: { globals: { process: 'readonly', console: 'readonly', setTimeout: 'readonly', clearTimeout: 'readonly', URL: 'readonly' } } }
)
