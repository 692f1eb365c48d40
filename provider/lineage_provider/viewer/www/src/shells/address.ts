/** The addresses of page and file: query parameters where there is a server, the fragment in a file. */
import type { Address } from "../app.ts";

export const queryAddress: Address = {
  read: () => new URLSearchParams(location.search),
  write: (parameters, push) => {
    const url = `${location.pathname}${parameters.size ? `?${parameters}` : ""}`;
    if (push) history.pushState(null, "", url);
    else history.replaceState(null, "", url);
  },
  listen: (changed) => {
    window.addEventListener("popstate", changed);
    return () => window.removeEventListener("popstate", changed);
  },
};

export const fragmentAddress: Address = {
  read: () => new URLSearchParams(location.hash.slice(1)),
  write: (parameters, push) => {
    const hash = `#${parameters}`;
    if (push) history.pushState(null, "", hash);
    else history.replaceState(null, "", hash);
  },
  listen: (changed) => {
    window.addEventListener("popstate", changed);
    window.addEventListener("hashchange", changed);
    return () => {
      window.removeEventListener("popstate", changed);
      window.removeEventListener("hashchange", changed);
    };
  },
};
