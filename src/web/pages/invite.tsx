import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { InvitePreview } from '../../protocol/invites.ts'
import type { Refusal } from '../app/api.ts'
import { useApp } from '../app/app-context.ts'
import { instanceApi } from '../app/instance-api.ts'
import { roomPath } from '../app/router.ts'
import { Link } from '../components/controls/link.tsx'
import { Page } from '../components/frame/page.tsx'
import { InstancePicture } from '../components/instance/instance-picture.tsx'
import { instanceTexts } from '../locale/instance/texts.ts'
import { explain, t } from '../locale/messages.ts'
import { isolated } from '../text/isolated.ts'
import { StartingPage } from './starting.tsx'
import { CreateAccountForm, LogInForm } from './welcome.tsx'

/** Where the link of an invitation leads: who invites to what, and the ways in. */
export function InvitePage({ code }: { code: string }) {
  const { api, store, router, lobby } = useApp()
  const { preview, accept } = instanceApi(api)
  const found = useSignal<InvitePreview | null>(null)
  const refusal = useSignal<Refusal | null>(null)
  const session = store.session.value.kind
  /** Whoever logs in here has said where they want to go; whoever was led here is asked. */
  const wasOut = useRef(false)
  const words = instanceTexts()

  const look = async () => {
    const answer = await preview(code)
    if (answer.ok) found.value = answer.value
    else refusal.value = answer.refusal
  }
  const enter = async () => {
    const answer = await accept(code)
    if (!answer.ok) {
      refusal.value = answer.refusal
      return
    }
    lobby.refresh()
    const { room } = answer.value
    router.go(room === null ? '/rooms' : roomPath(room.id), 'replace')
  }

  useEffect(() => void look(), [code])
  useEffect(() => {
    if (session === 'out') wasOut.current = true
    if (session === 'in' && wasOut.current) void enter()
  }, [session])

  if (refusal.value) return <Refused refusal={refusal.value} />
  if (!found.value || (session === 'in' && wasOut.current)) return <StartingPage />
  const { instance, room, invitedBy } = found.value
  return (
    <Page kind="welcome" title={words.invited(isolated(invitedBy.username))}>
      <InstancePicture />
      <p class="lead">
        {room
          ? words.toRoom(isolated(room.name), isolated(instance.name))
          : words.toPlace(isolated(instance.name))}
      </p>
      {session === 'in' ? (
        <p>
          <button type="button" class="primary" onClick={() => void enter()}>
            {words.accept}
          </button>
        </p>
      ) : (
        <div class="ways-in">
          <section class="card">
            <h2>{t().welcome.createAccount}</h2>
            <p class="quiet">{words.newHere}</p>
            <CreateAccountForm invite={code} />
          </section>
          <section class="card">
            <h2>{t().welcome.logIn}</h2>
            <p class="quiet">{words.knownHere}</p>
            <LogInForm />
          </section>
        </div>
      )}
    </Page>
  )
}

function Refused({ refusal }: { refusal: Refusal }) {
  const words = instanceTexts()
  const isOver = refusal.code === 'invite_invalid'
  return (
    <Page kind="message-page" title={words.invalidTitle}>
      <p>{isOver ? words.invalid : explain(refusal)}</p>
      <Link class="button primary" to="/rooms">
        {words.toRooms}
      </Link>
    </Page>
  )
}
