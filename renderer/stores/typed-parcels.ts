import { defineStore } from 'pinia'
import type { OrderId } from '../../electron/domain/ids.ts'

type Typed = Map<OrderId, { readonly trackingNumber: string; readonly provider: string }>

/** Numbers typed into a form that was closed: they are there again when it is opened, also from another screen. */
export const useTypedParcels = defineStore('typed parcels', (): Readonly<Record<'ship' | 'modify', Typed>> => ({ ship: new Map(), modify: new Map() }))
