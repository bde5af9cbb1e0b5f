import type {
  Dialect,
  Parameterization,
  ParameterizeSql,
  PlaceholderStyle,
  ReadSql,
  SqlTemplate,
} from '../../core/facts/sql-template';
import { scanVariant } from './hole-context';
import { planPostgres } from './parameterize-postgres';
import { planQuestionMarks } from './parameterize-question-marks';
import { createReadSql, flavorOf } from './read-sql';
import type { Replacement } from './replacement';
import { expandTemplate, type TemplateVariant, templatePoints } from './template-variants';

type Declined = { readonly declined: string };

/** Plans how spliced values become parameters. What it is not sure of it declines, with the reason. */
export function createParameterizeSql(readSql: ReadSql = createReadSql()): ParameterizeSql {
  return (template, dialect, style, which, existingParameters) => {
    if (which.length === 0) return { declined: 'there is nothing to parameterize' };
    const facts = readSql(template, dialect);
    if (!TAKES_PARAMETERS.has(facts.statement)) {
      return { declined: 'only SELECT, INSERT, UPDATE, DELETE and MERGE take parameters' };
    }
    for (const index of which) {
      const position = facts.holes[index]?.position ?? 'unknown';
      if (!CAN_BE_PARAMETER.has(position)) return { declined: reasonFor(position) };
    }
    return planTemplate(template, dialect, style, which, existingParameters);
  };
}

/** All variants have to lead to the same edits. */
function planTemplate(
  template: SqlTemplate,
  dialect: Dialect,
  style: PlaceholderStyle,
  which: readonly number[],
  existing: number,
): Parameterization | Declined {
  let agreed: Parameterization | undefined;
  for (const variant of expandTemplate(template).variants) {
    if (!which.every(index => variant.holes.some(hole => hole.index === index))) {
      return { declined: 'a spliced value is a part of one of several texts only' };
    }
    const plan = planVariant(variant, dialect, style, which, existing);
    if ('declined' in plan) return plan;
    if (agreed !== undefined && JSON.stringify(agreed) !== JSON.stringify(plan)) {
      return { declined: 'the variants of the text would need different parameters' };
    }
    agreed = plan;
  }
  return agreed ?? { declined: 'the text is empty' };
}

function planVariant(
  variant: TemplateVariant,
  dialect: Dialect,
  style: PlaceholderStyle,
  which: readonly number[],
  existing: number,
): Parameterization | Declined {
  const tokens = scanVariant(variant, flavorOf(dialect));
  const postgres = dialect === 'postgres' || dialect === 'cockroach';
  let plan: readonly Replacement[] | Declined;
  if (postgres && style === 'numbered') plan = planPostgres(tokens, which, existing);
  else if ((dialect === 'mysql' || dialect === 'sqlite') && style === 'question-mark')
    plan = planQuestionMarks(tokens, which, existing);
  else return { declined: 'this way to write parameters is not supported for the database' };
  if ('declined' in plan) return plan;
  return {
    cuts: plan.map(({ span, text }) => ({ ...templatePoints(variant, span.start, span.end), replacement: text })),
    parameters: plan.map(({ parameter }) => parameter),
  };
}

function reasonFor(position: string): string {
  switch (position) {
    case 'identifier':
      return 'the name of a table or column cannot be a parameter';
    case 'keyword':
    case 'fragment':
      return 'a part of the statement cannot be a parameter';
    default:
      return 'what the spliced text is cannot be told';
  }
}

const TAKES_PARAMETERS = new Set(['select', 'insert', 'update', 'delete', 'merge']);
const CAN_BE_PARAMETER = new Set(['value', 'in-quotes', 'like-pattern', 'in-list', 'limit']);
