const HEAD = 'datasource db {\n  provider = "postgresql"\n}\n';

/** Schemas for PostgreSQL, each a project of its own: the model must say what Prisma's own DDL makes of them. */
export const SCHEMAS: Readonly<Record<string, string>> = {
  'scalars, lists and defaults': `${HEAD}
model Sample {
  id     Int       @id @default(autoincrement())
  big    BigInt    @default(autoincrement())
  text   String    @default("x")
  flag   Boolean?
  real   Float     @default(1.5)
  exact  Decimal?
  time   DateTime  @default(now())
  seen   DateTime  @updatedAt
  json   Json      @default("{}")
  bytes  Bytes?
  tags   String[]
  counts Int[]     @default([1, 2])
  uuid   String    @default(uuid())
  native String    @default(dbgenerated("gen_random_uuid()")) @db.Uuid
}
`,
  'native types': `${HEAD}
model Native {
  id  String   @id @db.Uuid
  a   String   @db.VarChar(30)
  b   String   @db.VarChar
  c   String   @db.Char(3)
  d   String   @db.Char
  e   String   @db.Text
  f   String   @db.Xml
  g   String   @db.Inet
  h   String   @db.Citext
  i   String   @db.Bit(5)
  j   String   @db.Bit
  k   String   @db.VarBit(9)
  l   String   @db.VarBit
  m   Int      @db.SmallInt
  n   Int      @db.Oid
  o   Int      @db.Integer
  p   BigInt   @db.BigInt
  q   Float    @db.Real
  r   Float    @db.DoublePrecision
  s   Decimal  @db.Decimal(12, 2)
  t   Decimal  @db.Decimal
  u   Decimal  @db.Money
  v   DateTime @db.Timestamp(6)
  w   DateTime @db.Timestamp
  x   DateTime @db.Timestamptz(3)
  y   DateTime @db.Timestamptz
  z   DateTime @db.Date
  aa  DateTime @db.Time(2)
  ab  DateTime @db.Timetz
  ac  Json     @db.Json
  ad  Bytes    @db.ByteA
  ae  Int[]    @db.SmallInt
  af  Unsupported("tsvector")?
  ag  Unsupported("circle")
}
`,
  'relations and what happens to them': `${HEAD}
model User {
  id       Int     @id
  email    String
  tenant   Int
  posts    Post[]
  reviewed Post[]  @relation("reviewer")
  profile  Profile?
  manager  User?   @relation("team", fields: [managerId], references: [id], onDelete: SetNull, onUpdate: NoAction)
  managerId Int?
  reports  User[]  @relation("team")
  @@unique([tenant, email], map: "one_per_tenant")
  @@map("users")
}

model Post {
  id         Int   @id
  authorId   Int   @map("author_id")
  author     User  @relation(fields: [authorId], references: [id], onDelete: Cascade)
  reviewerId Int?
  reviewer   User? @relation("reviewer", fields: [reviewerId], references: [id], map: "fk_reviewer")
  tenant     Int
  email      String?
  @@index([authorId, reviewerId(sort: Desc)])
}

model Profile {
  userId Int  @unique
  user   User @relation(fields: [userId], references: [id], onDelete: Restrict)
  @@id([userId])
}

model Line {
  order Int
  no    Int
  notes Note[]
  @@id([order, no], map: "line_key")
}

model Note {
  id    Int   @id
  order Int?
  no    Int
  line  Line? @relation(fields: [order, no], references: [order, no])
}
`,
  'relations between lists': `${HEAD}
model Post {
  id         String     @id @db.Uuid
  categories Category[]
  tags       Tag[]      @relation("labels")
  related    Post[]     @relation("related")
  relatedOf  Post[]     @relation("related")
}

model Category {
  id    Int    @id @default(autoincrement())
  posts Post[]
}

model Tag {
  name  String @id @map("tag_name") @db.VarChar(20)
  posts Post[] @relation("labels")
  @@map("tags")
}
`,
  enums: `${HEAD}
enum Role {
  USER
  ADMIN @map("administrator")
  @@map("user_role")
}

enum Colour {
  RED
}

model Person {
  id      Int      @id
  role    Role     @default(USER)
  roles   Role[]
  colour  Colour?
  @@index([role])
}
`,
  'indexes of all kinds': `${HEAD}
model Doc {
  id    Int      @id
  title String   @unique
  body  Json
  tags  String[]
  at    DateTime
  ip    String   @db.Inet
  other String
  @@index([at], type: Brin)
  @@index([body], type: Gin, map: "by_body")
  @@index([body(ops: JsonbPathOps)], type: Gin)
  @@index([tags], type: Gin)
  @@index([title(ops: raw("gin_trgm_ops"))], type: Gin)
  @@index([ip(ops: InetOps)], type: Gist)
  @@index([other], type: Hash)
  @@index([title(sort: Desc), at])
  @@index(id)
  @@unique([other, at(sort: Desc)])
}
`,
  'names that are too long': `${HEAD}
model TheSubscriptionsOfCustomersInAllOfOurRegions {
  id                                Int  @id
  theCustomerWhoPaysForItInTheEnd   Int
  theRegionInWhichItIsDelivered     Int
  customer                          TheCustomersThatWeHaveInAllOfOurManyRegionsOfTheWorld @relation(fields: [theCustomerWhoPaysForItInTheEnd], references: [id])
  @@unique([theCustomerWhoPaysForItInTheEnd, theRegionInWhichItIsDelivered])
  @@index([theRegionInWhichItIsDelivered, theCustomerWhoPaysForItInTheEnd])
}

model TheCustomersThatWeHaveInAllOfOurManyRegionsOfTheWorld {
  id            Int @id
  subscriptions TheSubscriptionsOfCustomersInAllOfOurRegions[]
}
`,
  'several schemas': `datasource db {
  provider = "postgresql"
  schemas  = ["auth", "public"]
}

enum Kind {
  A
  @@schema("auth")
}

model User {
  id    Int    @id
  kind  Kind
  posts Post[]
  teams Team[]
  @@schema("auth")
}

model Post {
  id     Int  @id
  userId Int
  user   User @relation(fields: [userId], references: [id])
  @@schema("public")
}

model Team {
  id    Int    @id
  users User[]
  @@schema("public")
}
`,
};
