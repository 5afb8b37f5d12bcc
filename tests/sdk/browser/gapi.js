// A stand-in for https://apis.google.com/js/api.js: as much of Google's gapi.iframes as the Firebase SDK uses, by
// postMessage. It serves the page, which opens the frame, and the frame, which looks for its parent.
(() => {
  const waiting = new Map();
  let asked = 0;

  /** One end of the line between page and frame. Messages wait until the other end is there and has a handler. */
  class End {
    constructor(window, waits) {
      this.window = window;
      this.handlers = new Map();
      this.unsent = waits ? [] : null;
      this.untaken = [];
      addEventListener("message", ({ source, data }) => source === window() && data?.gapi && this.take(data));
    }

    async take(message) {
      const { gapi, name, id, value } = message;
      if (gapi === "hello") {
        const unsent = this.unsent ?? [];
        this.unsent = null;
        unsent.forEach((each) => this.post(each));
      } else if (gapi === "answer") {
        waiting.get(id)?.([value]);
      } else if (this.handlers.has(name)) {
        this.post({ gapi: "answer", id, value: await this.handlers.get(name)(value) });
      } else {
        this.untaken.push(message);
      }
    }

    post(message) {
      if (this.unsent) this.unsent.push(message);
      else this.window().postMessage(message, "*");
    }

    register(name, handler) {
      this.handlers.set(name, handler);
      this.untaken.splice(0).forEach((message) => this.take(message));
    }

    send(name, value, done) {
      const id = ++asked;
      waiting.set(id, done ?? (() => {}));
      this.post({ gapi: "send", name, id, value });
    }

    restyle = async () => {};
    ping = (done) => new Promise((resolve) => this.send("ping", null, () => resolve(done?.())));
  }

  const context = {
    open({ where, url }, opened) {
      const frame = Object.assign(document.createElement("iframe"), { src: url, hidden: true });
      where.append(frame);
      return opened(new End(() => frame.contentWindow, true));
    },
    getParentIframe() {
      const parent = new End(() => window.parent, false);
      parent.register("ping", () => "pong");
      parent.post({ gapi: "hello" });
      return parent;
    },
  };
  const iframes = { CROSS_ORIGIN_IFRAMES_FILTER: "any", getContext: () => context };
  window.gapi = { iframes, load: (name, { callback }) => setTimeout(callback) };
  const onload = new URL(document.currentScript.src).searchParams.get("onload");
  (onload ? window[onload] : window.gapi_onload)?.();
})();
