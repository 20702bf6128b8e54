import { useTopic } from '@/lib/use-live'

/** Hears one topic of a plugin's channel while it is there. */
export function Ear({ topic, said }: { topic: string; said: (payload: unknown) => void }) {
  useTopic(topic, said)
  return null
}
