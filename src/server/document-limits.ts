import {
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';

/** What one request may ask for, whatever its text looks like. */
export const DOCUMENT_LIMITS = {
  /** Words and signs of the document; its parser stops at the next one. Comparing fields takes time as their square. */
  tokensMax: 1500,
  /** Fields inside fields; GraphiQL's own question about the schema is 15 deep. */
  depthMax: 15,
  /** Aliases, fragments spread out. */
  aliasesMax: 50,
  /** Fields, fragments spread out. */
  selectionsMax: 5000,
  /** Changes in one mutation. */
  mutationsMax: 10,
} as const;

/** How much a selection asks for once every fragment in it is spread out. */
interface Weight {
  readonly depth: number;
  readonly aliases: number;
  readonly selections: number;
  /** Fields of the selection itself, not of what lies below them. */
  readonly fields: number;
}

const NOTHING: Weight = { depth: 0, aliases: 0, selections: 0, fields: 0 };

/**
 * An operation stays within the limits of depth, aliases, selections and mutations. Each fragment is weighed once, so
 * that judging takes time in proportion to the document, not to what it would spread out to.
 */
export const documentLimits: ValidationRule = (context) => {
  const scales = new Scales(context);
  return {
    OperationDefinition(operation) {
      const excess = excessOf(operation, scales.weigh(operation.selectionSet));
      if (excess !== null) context.reportError(new GraphQLError(excess, { nodes: operation }));
      return false;
    },
    FragmentDefinition: () => false,
  };
};

class Scales {
  private readonly weights = new Map<string, Weight>();

  constructor(private readonly context: ValidationContext) {}

  weigh(selectionSet: SelectionSetNode): Weight {
    let total = NOTHING;
    for (const selection of selectionSet.selections) {
      if (selection.kind === Kind.FIELD) {
        const inner = selection.selectionSet === undefined ? NOTHING : this.weigh(selection.selectionSet);
        total = sum(total, {
          depth: inner.depth + 1,
          aliases: inner.aliases + (selection.alias === undefined ? 0 : 1),
          selections: inner.selections + 1,
          fields: 1,
        });
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        total = sum(total, this.weigh(selection.selectionSet));
      } else {
        total = sum(total, this.weighFragment(this.context.getFragment(selection.name.value)));
      }
    }
    return total;
  }

  /** A fragment that spreads itself weighs nothing where it does: another rule refuses it. */
  private weighFragment(fragment: FragmentDefinitionNode | null | undefined): Weight {
    if (!fragment) return NOTHING;
    const name = fragment.name.value;
    const known = this.weights.get(name);
    if (known !== undefined) return known;
    this.weights.set(name, NOTHING);
    const weight = this.weigh(fragment.selectionSet);
    this.weights.set(name, weight);
    return weight;
  }
}

function sum(one: Weight, other: Weight): Weight {
  return {
    depth: Math.max(one.depth, other.depth),
    aliases: one.aliases + other.aliases,
    selections: one.selections + other.selections,
    fields: one.fields + other.fields,
  };
}

function excessOf(operation: OperationDefinitionNode, weight: Weight): string | null {
  const { depthMax, aliasesMax, selectionsMax, mutationsMax } = DOCUMENT_LIMITS;
  if (weight.depth > depthMax) return `The operation is more than ${depthMax} fields deep.`;
  if (weight.aliases > aliasesMax) return `The operation has more than ${aliasesMax} aliases, counting fragments.`;
  if (weight.selections > selectionsMax) {
    return `The operation selects more than ${selectionsMax} fields, counting fragments.`;
  }
  if (operation.operation === OperationTypeNode.MUTATION && weight.fields > mutationsMax) {
    return `The operation makes more than ${mutationsMax} changes: send them in several requests.`;
  }
  return null;
}
