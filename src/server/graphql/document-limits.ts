import {
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLNamedType,
  getNamedType,
  Kind,
  type NamedTypeNode,
  type OperationDefinitionNode,
  OperationTypeNode,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';
import { fieldCost, fieldIn } from './field-cost.js';

/** What one request may ask for, whatever its text looks like. */
export const DOCUMENT_LIMITS = {
  /** Words and signs of the document; its parser stops at the next one. Comparing fields takes time as their square. */
  tokensMax: 1000,
  /** Fields inside fields; GraphiQL's own question about the schema is 15 deep. */
  depthMax: 15,
  /** Aliases, fragments spread out. */
  aliasesMax: 50,
  /** Fields, fragments spread out. */
  selectionsMax: 5000,
  /** Changes in one mutation. */
  mutationsMax: 10,
  /** What answering may cost, in plain fields, by the entries that lists are expected to have. */
  costMax: 10_000,
} as const;

/** How much a selection asks for once every fragment in it is spread out. */
interface Weight {
  readonly depth: number;
  readonly aliases: number;
  readonly selections: number;
  /** Fields of the selection itself, not of what lies below them. */
  readonly fields: number;
  readonly cost: number;
}

const NOTHING: Weight = { depth: 0, aliases: 0, selections: 0, fields: 0, cost: 0 };

const weights = new WeakMap<OperationDefinitionNode, Weight>();

/** What an operation of a valid document asks for, for those who count: its cost, and its fields at the root. */
export function weightOf(operation: OperationDefinitionNode): Pick<Weight, 'cost' | 'fields'> {
  return weights.get(operation) ?? NOTHING;
}

/**
 * An operation stays within the limits of depth, aliases, selections, mutations and cost. Each fragment is weighed once, so
 * that judging takes time in proportion to the document, not to what it would spread out to.
 */
export const documentLimits: ValidationRule = (context) => {
  const scales = new Scales(context);
  return {
    OperationDefinition(operation) {
      const root = context.getSchema().getRootType(operation.operation);
      if (!root) {
        context.reportError(new GraphQLError(`There is no ${operation.operation} here.`, { nodes: operation }));
        return false;
      }
      const weight = scales.weigh(operation.selectionSet, root);
      weights.set(operation, weight);
      const excess = excessOf(operation, weight);
      if (excess !== null) context.reportError(new GraphQLError(excess, { nodes: operation }));
      return false;
    },
    FragmentDefinition: () => false,
  };
};

class Scales {
  private readonly weights = new Map<string, Weight>();

  constructor(private readonly context: ValidationContext) {}

  /** What is selected in a type, which may be one that the schema does not have. */
  weigh(selectionSet: SelectionSetNode, type: GraphQLNamedType | undefined): Weight {
    let total = NOTHING;
    for (const selection of selectionSet.selections) {
      if (selection.kind === Kind.FIELD) {
        total = sum(total, this.weighField(selection, type));
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        const { typeCondition } = selection;
        const narrowed = typeCondition === undefined ? type : this.typeOf(typeCondition);
        total = sum(total, this.weigh(selection.selectionSet, narrowed));
      } else {
        total = sum(total, this.weighFragment(this.context.getFragment(selection.name.value)));
      }
    }
    return total;
  }

  private weighField(node: FieldNode, parent: GraphQLNamedType | undefined): Weight {
    const field = fieldIn(this.context.getSchema(), parent, node.name.value);
    const type = field === undefined ? undefined : getNamedType(field.type);
    const inner = node.selectionSet === undefined ? NOTHING : this.weigh(node.selectionSet, type);
    return {
      depth: inner.depth + 1,
      aliases: inner.aliases + (node.alias === undefined ? 0 : 1),
      selections: inner.selections + 1,
      fields: 1,
      cost: fieldCost(parent, field, node, inner.cost),
    };
  }

  private typeOf({ name }: NamedTypeNode): GraphQLNamedType | undefined {
    return this.context.getSchema().getType(name.value);
  }

  /** A fragment that spreads itself weighs nothing where it does: another rule refuses it. */
  private weighFragment(fragment: FragmentDefinitionNode | null | undefined): Weight {
    if (!fragment) return NOTHING;
    const name = fragment.name.value;
    const known = this.weights.get(name);
    if (known !== undefined) return known;
    this.weights.set(name, NOTHING);
    const weight = this.weigh(fragment.selectionSet, this.typeOf(fragment.typeCondition));
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
    cost: one.cost + other.cost,
  };
}

function excessOf(operation: OperationDefinitionNode, weight: Weight): string | null {
  const { depthMax, aliasesMax, selectionsMax, mutationsMax, costMax } = DOCUMENT_LIMITS;
  if (weight.depth > depthMax) return `The operation is more than ${depthMax} fields deep.`;
  if (weight.aliases > aliasesMax) return `The operation has more than ${aliasesMax} aliases, counting fragments.`;
  if (weight.selections > selectionsMax) {
    return `The operation selects more than ${selectionsMax} fields, counting fragments.`;
  }
  if (operation.operation === OperationTypeNode.MUTATION && weight.fields > mutationsMax) {
    return `The operation makes more than ${mutationsMax} changes: send them in several requests.`;
  }
  if (weight.cost > costMax) {
    return `The operation costs ${Math.ceil(weight.cost)}, more than ${costMax}: ask for fewer entries a page, or in several requests.`;
  }
  return null;
}
