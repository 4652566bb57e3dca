import './styles/tokens.css'
import './styles/base.css'
import './styles/components.css'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './App.vue'
import { createCatalogue } from './i18n.ts'
import { createScreens } from './router.ts'
import { useAppStore } from './stores/app.ts'
import { useConnections } from './stores/connections.ts'
import { useSettings } from './stores/settings.ts'

const app = createApp(App).use(createPinia()).use(createCatalogue())
const connections = useConnections()
// The first screen depends on whether a store is connected, its look on the settings: both are asked for before anything is drawn.
await Promise.all([useSettings().load(), connections.load(), useAppStore().load()])
const router = createScreens(() => Promise.resolve(connections.list.some(({ status }) => status !== 'new') ? 'orders' : 'welcome'))
app.use(router)
await router.isReady()
app.mount('#app')
