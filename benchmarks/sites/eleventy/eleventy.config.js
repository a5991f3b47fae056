import { basename, join } from "node:path";
import sized from "@11ty/eleventy-img";
import markdown from "markdown-it";

// What many pages ask for is put together once, and no template language runs over the Markdown.
export default function (config) {
  const md = markdown();
  config.setLibrary("md", md);
  config.addFilter("markdown", (text) => md.render(text));
  config.addFilter("day", (date) => date.toISOString().slice(0, 10));

  config.addAsyncShortcode("drawing", async ({ image, alt }) => {
    const original = join("assets/sketches", image);
    const place = { outputDir: "public/pictures", urlPath: "/pictures/" };
    const { webp } = await sized(original, {
      ...place, formats: ["webp"], widths: [480, 960, 1600], sharpWebpOptions: { quality: 80 },
    });
    const { jpeg: [plain] } = await sized(original, {
      ...place, formats: ["jpeg"], widths: [960], sharpJpegOptions: { quality: 80 },
    });
    const source = `<source type="image/webp" sizes="100vw" srcset="${webp.map((one) => one.srcset).join(", ")}">`;
    return `<picture>${source}<img src="${plain.url}" width="${plain.width}" height="${plain.height}" alt="${alt}"></picture>`;
  });

  const interviews = (all) => all.getFilteredByGlob("content/interviews/*.md").toReversed();
  const people = (all) => all.getFilteredByGlob("content/speakers/*.md");
  config.addCollection("interviews", interviews);
  config.addCollection("people", people);
  config.addCollection("names", (all) => Object.fromEntries(people(all).map((one) => [one.fileSlug, one.data.title])));
  config.addCollection("spoken", (all) => grouped(interviews(all), "speakers"));
  config.addCollection("topics", (all) =>
    Object.entries(grouped(interviews(all), "topics")).map(([id, items]) => ({ id, items })));

  return {
    dir: { input: "content", includes: "../layouts", output: "public" },
    markdownTemplateEngine: false,
  };
}

function grouped(interviews, key) {
  const groups = {};
  for (const one of interviews) {
    for (const id of one.data[key]) {
      (groups[id] ??= []).push(one);
    }
  }
  return groups;
}
