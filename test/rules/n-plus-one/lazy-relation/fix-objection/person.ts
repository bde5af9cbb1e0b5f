import { Model } from 'objection';

export class Pet extends Model {
  static tableName = 'pets';
  declare name: string;
}

export class Person extends Model {
  static tableName = 'persons';
  static relationMappings = {
    pets: { relation: Model.HasManyRelation, modelClass: Pet, join: { from: 'persons.id', to: 'pets.ownerId' } },
  };
  declare name: string;
  declare pets?: Pet[];
}
