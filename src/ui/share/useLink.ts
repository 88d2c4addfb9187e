import { useEffect, useState } from 'react';
import type { MadeLink } from '../../app/sharing/sharing.ts';
import { describeError } from '../../errors.ts';
import { useController } from '../shared/context.ts';

/** A link being made, made, or refused. */
export type LinkState = { readonly made: MadeLink } | { readonly refusal: { readonly message: string; readonly hint: string } } | null;

/** A link to what is on the page, made once; null while it is made. */
export function useLink(): LinkState {
  const controller = useController();
  const [link, setLink] = useState<LinkState>(null);
  useEffect(() => {
    let wanted = true;
    controller.sharing.link().then(
      (made) => wanted && setLink({ made }),
      (error: unknown) => wanted && setLink({ refusal: describeError(error) }),
    );
    return () => {
      wanted = false;
    };
  }, [controller]);
  return link;
}
