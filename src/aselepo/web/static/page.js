// On every page: says when the server cannot be reached, and offers what changed since the last look.

const banner = document.getElementById("offline");
const view = document.getElementById("view");

/** Show or hide the banner that says how old the page is. */
export function reachable(yes) {
  banner.hidden = yes;
}

addEventListener("offline", () => reachable(false));
addEventListener("online", () => reachable(true));

/** Keep the moment of this look on this machine alone; offer the changes since the one before. */
function remember() {
  const key = `aselepo-look-${view.dataset.mission}`;
  const now = new Date(view.dataset.asOf).toISOString();
  let last = null;
  try {
    last = localStorage.getItem(key);
    localStorage.setItem(key, now);
  } catch {
    return; // a browser that keeps nothing has no last look
  }
  const offer = document.getElementById("last-look");
  const address = new URL(location.href);
  if (!last || last >= now || address.searchParams.has("since")) return;
  address.searchParams.set("since", last);
  address.hash = "changes";
  offer.querySelector("a").href = address.href;
  offer.hidden = false;
}

if (view && !new URL(location.href).searchParams.has("as_of")) remember();
