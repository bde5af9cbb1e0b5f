import { containsSpan } from '../../../core/text';
import type { Attribute } from '../parse-attribute';
import type { LocatedModel } from './locate-model';

export interface FoundAttribute {
  readonly attribute: Attribute;
  /** All attributes of the field; absent for one of the block. */
  readonly siblings?: readonly Attribute[];
}

/** The attribute of the block or of a field that a fix points at. */
export function attributeAt({ members, at }: LocatedModel): FoundAttribute | undefined {
  for (const member of members) {
    if (member.kind === 'block-attribute' && containsSpan(member.attribute.span, at)) {
      return { attribute: member.attribute };
    }
    if (member.kind !== 'field') continue;
    const attribute = member.attributes.find(({ span }) => containsSpan(span, at));
    if (attribute) return { attribute, siblings: member.attributes };
  }
  return undefined;
}
