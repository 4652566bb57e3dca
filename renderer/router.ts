import { createRouter, createWebHashHistory, type Router, type RouterHistory } from 'vue-router'

declare module 'vue-router' {
  interface RouteMeta {
    /** Key of the catalogue for the screen's title. */
    readonly title: string
    /** Welcome has no rail: there is nowhere else to go yet. */
    readonly rail?: boolean
    /** Whether the head offers to show some stores only. */
    readonly stores?: boolean
  }
}

/**
 * The screens by name. `start` decides where the first visit goes.
 * @param firstScreen asked once the address names no screen
 */
export function createScreens(firstScreen: () => Promise<'welcome' | 'orders'>, history: RouterHistory = createWebHashHistory()): Router {
  return createRouter({
    history,
    routes: [
      { path: '/', name: 'start', component: { render: () => null }, meta: { title: 'app.screens.welcome' }, beforeEnter: async () => ({ name: await firstScreen(), replace: true }) },
      { path: '/welcome', name: 'welcome', component: () => import('./views/WelcomeView.vue'), meta: { title: 'app.screens.welcome', rail: false } },
      { path: '/orders', name: 'orders', component: () => import('./views/OrdersView.vue'), meta: { title: 'app.screens.orders', stores: true } },
      { path: '/outbox', name: 'outbox', component: () => import('./views/OutboxView.vue'), meta: { title: 'app.screens.outbox', stores: true } },
      { path: '/print', name: 'print', component: () => import('./views/PrintPreviewView.vue'), meta: { title: 'app.screens.print' } },
      { path: '/runs', name: 'runs', component: () => import('./views/RunsView.vue'), meta: { title: 'app.screens.runs' } },
      { path: '/runs/:id(\\d+)', name: 'run', component: () => import('./views/RunView.vue'), meta: { title: 'app.screens.run' } },
      { path: '/paper', name: 'paper', component: () => import('./views/PaperView.vue'), meta: { title: 'app.screens.paper' } },
      { path: '/calibration', name: 'calibration', component: () => import('./views/CalibrationView.vue'), meta: { title: 'app.screens.calibration' } },
      { path: '/customs', name: 'customs', component: () => import('./views/CustomsView.vue'), meta: { title: 'app.screens.customs' } },
      { path: '/template/:id(\\d+)?', name: 'template', component: () => import('./views/TemplateView.vue'), meta: { title: 'app.screens.template' } },
      { path: '/connections/:id?', name: 'connections', component: () => import('./views/ConnectionsView.vue'), meta: { title: 'app.screens.connections' } },
      { path: '/settings', name: 'settings', component: () => import('./views/SettingsView.vue'), meta: { title: 'app.screens.settings' } },
      { path: '/:other(.*)*', redirect: { name: 'start' } }
    ]
  })
}
