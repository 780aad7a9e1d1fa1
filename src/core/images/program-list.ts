import { posix } from 'node:path';
import { type ImagePrograms, isSpecial } from '@shared/images/image-programs';
import { type ImageFiles, type ProgramFile, resolveInImage } from './image-files';
import { type ProgramFacts, programFacts } from './image-program';
import { glibcOf, libcOf } from './libc-in-image';

/** Bounds of the report, which is read at every listing of images. */
const MOST_SPECIAL = 300;
const MOST_NAMES = 20;
/** An image can contain any number of programs. Distributions have some thousands. */
const MOST_PROGRAMS = 50_000;
const MOST_LINKS = 50_000;
/** Without arguments they end with status 0 and change nothing. */
const HARMLESS = ['true', 'echo', 'uname', 'pwd', 'id', 'env', 'date'];

/** Collects the programs of an image while its tar stream is read. */
export class ProgramList {
  readonly #found: ProgramFacts[] = [];
  #total = 0;

  add(file: ProgramFile): void {
    const facts = programFacts(file);
    if (!facts) return;
    this.#total++;
    if (this.#found.length < MOST_PROGRAMS) this.#found.push(facts);
  }

  /** @param image the whole image, whose links are known now */
  report(image: ImageFiles): ImagePrograms {
    const libc = libcOf(image);
    const glibc = glibcOf(image);
    const isForeign = ({ machine, bits, linking }: ProgramFacts): boolean =>
      glibc !== null && linking === 'glibc' && (machine !== glibc.machine || bits !== glibc.bits);
    const found = this.#found.map(({ machine, bits, ...facts }) => ({
      ...facts,
      foreign: isForeign({ ...facts, machine, bits }),
    }));
    const special = found.filter((program) => isSpecial(program, libc));
    const kept = special.slice(0, MOST_SPECIAL);
    const names = namesOf(image, new Set(kept.map(({ path }) => path)));
    return {
      total: this.#total,
      special: kept.map((program) => ({ ...program, names: names.get(program.path) ?? [] })),
      more: special.length - kept.length,
      testProgram: this.#testProgram(image),
    };
  }

  #testProgram(image: ImageFiles): string | null {
    const plain = new Set(
      this.#found.filter((one) => one.linking === 'glibc' && !one.privileged).map(({ path }) => path),
    );
    const paths = HARMLESS.flatMap((name) => [`/usr/bin/${name}`, `/bin/${name}`]);
    return paths.find((path) => plain.has(resolveInImage(image, path) ?? '')) ?? null;
  }
}

/** The links in folders of programs, by the program that they lead to. */
function namesOf(image: ImageFiles, programs: ReadonlySet<string>): Map<string, string[]> {
  const names = new Map<string, string[]>();
  let looked = 0;
  for (const link of image.links.keys()) {
    if (!/\/s?bin$/.test(posix.dirname(link))) continue;
    if (++looked > MOST_LINKS) break;
    const target = resolveInImage(image, link);
    if (target === undefined || !programs.has(target)) continue;
    const known = names.get(target) ?? [];
    if (known.length < MOST_NAMES) names.set(target, [...known, link]);
  }
  return names;
}
