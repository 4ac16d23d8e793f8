/** The editor: CodeMirror 6, loaded only when the query page is opened. */
import { autocompletion, closeBrackets, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { HighlightStyle, bracketMatching, syntaxHighlighting } from "@codemirror/language";
import { EditorState } from "@codemirror/state";
import { Decoration, EditorView, drawSelection, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { StateEffect, StateField } from "@codemirror/state";
import { tags } from "@lezer/highlight";
import { sparql } from "codemirror-lang-sparql";
import type { Completion } from "../api/release";
import { offersAt } from "./completion";

const look = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--accent)", fontWeight: "600" },
  { tag: [tags.variableName, tags.special(tags.variableName)], color: "var(--code-variable)" },
  { tag: [tags.string, tags.literal], color: "var(--code-string)" },
  { tag: [tags.number, tags.bool], color: "var(--code-number)" },
  { tag: tags.comment, color: "var(--muted)", fontStyle: "italic" },
  { tag: [tags.namespace, tags.propertyName, tags.name], color: "var(--ink)" },
]);

const markLine = StateEffect.define<number | null>();
const wrongLine = StateField.define({
  create: () => Decoration.none,
  update(marks, change) {
    let now = change.docChanged ? Decoration.none : marks;
    for (const effect of change.effects) {
      if (!effect.is(markLine)) continue;
      const line = effect.value;
      now =
        line === null || line < 1 || line > change.state.doc.lines
          ? Decoration.none
          : Decoration.set([Decoration.line({ class: "wrong-line" }).range(change.state.doc.line(line).from)]);
    }
    return now;
  },
  provide: (field) => EditorView.decorations.from(field),
});

export interface Editor {
  text: () => string;
  set: (text: string) => void;
  mark: (line: number | null) => void;
  focus: () => void;
  destroy: () => void;
}

export function createEditor(
  parent: HTMLElement,
  start: string,
  options: { label: string; lang: () => "tr" | "en"; terms: () => Completion | undefined; onRun: () => void; onChange: (text: string) => void },
): Editor {
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: start,
      extensions: [
        lineNumbers(),
        history(),
        drawSelection(),
        bracketMatching(),
        closeBrackets(),
        highlightActiveLine(),
        EditorView.lineWrapping,
        syntaxHighlighting(look),
        sparql(),
        wrongLine,
        autocompletion({
          override: [
            (context) => {
              const before = context.state.sliceDoc(0, context.pos);
              const { from, offers } = offersAt(before, context.state.doc.toString(), options.terms(), options.lang());
              if (!offers.length || (!context.explicit && context.pos - from < 1)) return null;
              return {
                from,
                filter: false,
                options: offers.map((offer) => ({
                  label: offer.label,
                  detail: offer.detail,
                  type: offer.kind === "property" ? "property" : offer.kind,
                })),
              };
            },
          ],
        }),
        // Tab is left to the page, so that the keyboard never gets stuck in the editor.
        keymap.of([{ key: "Mod-Enter", run: () => (options.onRun(), true) }, ...completionKeymap, ...historyKeymap, ...defaultKeymap]),
        EditorView.contentAttributes.of({ "aria-label": options.label, spellcheck: "false", autocapitalize: "off" }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) options.onChange(update.state.doc.toString());
        }),
      ],
    }),
  });
  return {
    text: () => view.state.doc.toString(),
    set: (text) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } }),
    mark: (line) => view.dispatch({ effects: markLine.of(line) }),
    focus: () => view.focus(),
    destroy: () => view.destroy(),
  };
}
