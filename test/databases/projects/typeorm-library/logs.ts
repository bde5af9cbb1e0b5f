import * as orm from 'typeorm';
import { Column as Field, PrimaryGeneratedColumn } from 'typeorm';
import { Reader } from './reader';

@orm.Entity({ schema: 'logs', name: 'HTTPRequests' })
export class HTTPRequestLog {
  @PrimaryGeneratedColumn()
  id: number;

  @Field('inet', { nullable: true })
  clientIP: string;

  @Field({ type: 'time with time zone', precision: 2 })
  clock: string;

  @orm.ManyToOne(() => Reader, { onDelete: 'SET NULL' })
  reader: Reader;

  @Field('interval', { nullable: true })
  took: string;
}

@orm.Entity()
export class HTTPRequestDetail {
  @orm.PrimaryColumn({ type: 'int', primaryKeyConstraintName: 'detail_key' })
  requestId: number;

  @orm.OneToOne(() => HTTPRequestLog)
  @orm.JoinColumn({ name: 'requestId' })
  request: HTTPRequestLog;

  @orm.ForeignKey(() => Reader, { onDelete: 'CASCADE' })
  @Field()
  readerId: number;
}
