import { useMemo } from "preact/hooks";
import type { MetricResult, MetricValue } from "../api/metrics";
import { compareNames } from "../language";
import { navigate } from "../router";
import { useExplorer } from "../shell/context";
import { Bars } from "./Bars";
import { Curve } from "./Curve";
import { Diamond } from "./Diamond";
import { ChartFile, type Name } from "./Frame";
import { Heat } from "./Heat";
import { Interval } from "./Interval";
import { Scorecard } from "./Scorecard";
import { Stack } from "./Stack";
import { stateOf } from "./checked";
import { type Picture, choosePictures } from "./shape";

interface Props {
  result: MetricResult;
  title: string;
  name: Name;
  onOpen: (value: MetricValue) => void;
}

/** The pictures that fit a result, each under the name of its quantity. */
export function ResultPicture({ result, title, name, onOpen }: Props) {
  const pictures = useMemo(() => choosePictures(result.values), [result]);
  return (
    <ChartFile.Provider value={`${result.metric}`}>
      {pictures.map((picture, i) => {
        const quantity = picture.kind === "none" ? undefined : picture.values[0]?.key.quantity;
        const single = pictures.length === 1 || !quantity;
        return (
          <div key={i} class="picture-block">
            {!single && <h2>{name(quantity)}</h2>}
            <One picture={picture} title={single ? title : `${title}, ${name(quantity)}`} name={name} onOpen={onOpen} attain={result.null !== null && !("level" in result.parameters)} />
          </div>
        );
      })}
    </ChartFile.Provider>
  );
}

function One({ picture, title, name, onOpen, attain }: { picture: Picture; title: string; name: Name; onOpen: (value: MetricValue) => void; attain: boolean }) {
  const { say, word } = useExplorer();
  const label = say("chartLabel", { title });
  switch (picture.kind) {
    case "heat":
      return <Heat {...picture} name={name} caption={title} onOpen={onOpen} />;
    case "stack":
      return <Stack {...picture} name={name} label={label} />;
    case "interval":
      return <Interval {...picture} name={name} label={label} attain={attain} />;
    case "bars":
      return <Bars {...picture} name={name} label={label} />;
    case "scorecard":
    case "diamond":
      return <Compared picture={picture} title={title} name={name} onOpen={onOpen} />;
    case "curve": {
      const groups = new Map<string, MetricValue[]>();
      for (const value of picture.values) {
        const group = picture.series ? (value.key[picture.series] ?? "") : title;
        groups.set(group, [...(groups.get(group) ?? []), value]);
      }
      const series = [...groups].map(([group, values]) => ({
        name: picture.series ? name(group) : group,
        points: values.map((v) => ({ x: Number(v.key[picture.x]), y: v.value, low: v.low, high: v.high, expected: v.expected })),
      }));
      return <Curve series={series} label={label} xName={word(picture.x)} />;
    }
    default:
      return null;
  }
}

type Checked = Extract<Picture, { kind: "scorecard" | "diamond" }>;

/** Subjects side by side; of many, those most is known about, until the reader chooses others. */
function Compared({ picture, title, name, onOpen }: { picture: Checked; title: string; name: Name; onOpen: (value: MetricValue) => void }) {
  const { say, place, here, lang } = useExplorer();
  const { about } = picture;
  const subjects = useMemo(() => {
    const known = new Map<string, number>();
    for (const value of picture.values) {
      const subject = about ? (value.key[about] ?? "") : "";
      known.set(subject, (known.get(subject) ?? 0) + Number(!["unknown", "undefined"].includes(stateOf(value)) && value.status === "ok"));
    }
    return [...known].sort((a, b) => b[1] - a[1]).map(([subject]) => subject);
  }, [picture]);
  const asked = (place.query.get("compare") ?? "").split(",").filter((subject) => subjects.includes(subject));
  const shown = asked.length ? asked : subjects.slice(0, picture.kind === "diamond" ? 2 : 4);
  const go = (list: string[]) => navigate(here({ compare: list.join(",") }), { keepScroll: true, replace: true });
  const values = picture.values.filter((value) => !about || shown.includes(value.key[about] ?? ""));
  const order = compareNames(lang);
  return (
    <>
      {subjects.length > 2 && (
        <div class="row compare" role="group" aria-label={say("compareSubjects")}>
          {shown.map((subject) => (
            <button key={subject} type="button" class="quiet" onClick={() => go(shown.filter((one) => one !== subject))} aria-label={say("removeSubject", { name: name(subject) })}>
              {name(subject)} ×
            </button>
          ))}
          <select
            aria-label={say("addSubject")}
            value=""
            onChange={(event) => event.currentTarget.value && go([...shown, event.currentTarget.value])}
            data-add-subject
          >
            <option value="">{say("addSubject")}</option>
            {subjects
              .filter((subject) => !shown.includes(subject))
              .sort((a, b) => order(name(a), name(b)))
              .map((subject) => (
                <option key={subject} value={subject}>
                  {name(subject)}
                </option>
              ))}
          </select>
        </div>
      )}
      {picture.kind === "scorecard" ? (
        <Scorecard values={sortBy(values, about, shown)} item={picture.item} about={about} name={name} caption={title} onOpen={onOpen} />
      ) : (
        <div class="two">
          {shown.map((subject) => (
            <figure key={subject}>
              {subject && <figcaption>{name(subject)}</figcaption>}
              <Diamond
                values={values.filter((value) => !about || value.key[about] === subject)}
                item={picture.item}
                name={name}
                label={say("chartLabel", { title: subject ? `${title}, ${name(subject)}` : title })}
              />
            </figure>
          ))}
        </div>
      )}
    </>
  );
}

const sortBy = (values: MetricValue[], about: string | undefined, order: string[]) =>
  about ? [...values].sort((a, b) => order.indexOf(a.key[about] ?? "") - order.indexOf(b.key[about] ?? "")) : values;
