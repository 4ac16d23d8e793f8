import { useMemo } from "preact/hooks";
import type { MetricResult, MetricValue } from "../api/types";
import { useExplorer } from "../shell/context";
import { Bars, Curve, Diamond, Heat, Interval, type Name, Scorecard, Stack } from "./Charts";
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
    <>
      {pictures.map((picture, i) => {
        const quantity = picture.kind === "none" ? undefined : picture.values[0]?.key.quantity;
        const single = pictures.length === 1 || !quantity;
        return (
          <div key={i} class="picture-block">
            {!single && <h2>{name(quantity)}</h2>}
            <One picture={picture} title={single ? title : `${title}, ${name(quantity)}`} name={name} onOpen={onOpen} />
          </div>
        );
      })}
    </>
  );
}

function One({ picture, title, name, onOpen }: { picture: Picture; title: string; name: Name; onOpen: (value: MetricValue) => void }) {
  const { say, word } = useExplorer();
  const label = say("chartLabel", { title });
  switch (picture.kind) {
    case "heat":
      return <Heat {...picture} name={name} caption={title} onOpen={onOpen} />;
    case "stack":
      return <Stack {...picture} name={name} label={label} />;
    case "interval":
      return <Interval {...picture} name={name} label={label} />;
    case "bars":
      return <Bars {...picture} name={name} label={label} />;
    case "scorecard":
      return <Scorecard {...picture} name={name} caption={title} onOpen={onOpen} />;
    case "diamond": {
      const subjects = picture.about ? [...new Set(picture.values.map((v) => v.key[picture.about ?? ""] ?? ""))] : [""];
      return (
        <>
          {subjects.map((subject) => (
            <div key={subject}>
              {subject && <h3>{name(subject)}</h3>}
              <Diamond
                values={picture.values.filter((v) => !picture.about || v.key[picture.about] === subject)}
                item={picture.item}
                name={name}
                label={label}
              />
            </div>
          ))}
        </>
      );
    }
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
