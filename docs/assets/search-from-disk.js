// The search runs in a worker, and browsers refuse workers to pages read from disk. There it runs
// in a hidden frame instead, which offers what a worker would.
"use strict";

if (location.protocol === "file:") {
  self.Worker = self.IFrameWorker = class extends EventTarget {
    #frame = document.createElement("iframe");
    #inside;
    #ready;

    constructor(address) {
      super();
      this.#frame.hidden = true;
      this.#frame.title = "Search";
      document.body.append(this.#frame);
      this.#inside = this.#frame.contentWindow;
      this.#inside.document.open();
      this.#inside.document.write("<!doctype html><html lang=en><title>Search</title><body>");
      this.#inside.document.close();
      this.#inside.IFrameWorker = self.IFrameWorker;
      this.#inside.importScripts = async (...addresses) => {
        for (const each of addresses) await this.#load(each);
      };
      this.#inside.postMessage = (data) =>
        this.dispatchEvent(new MessageEvent("message", { data }));
      this.#ready = this.#load(address);
    }

    #load(address) {
      return new Promise((done, failed) => {
        const script = this.#inside.document.createElement("script");
        script.onload = done;
        script.onerror = failed;
        script.src = address;
        this.#inside.document.body.append(script);
      });
    }

    postMessage(data) {
      this.#ready.then(() => this.#inside.dispatchEvent(new MessageEvent("message", { data })));
    }

    terminate() {
      this.#frame.remove();
    }
  };
}
