import mongoose, { model, Schema } from 'mongoose';

const TAKEN = 'is taken';

const priceSchema = new Schema(
  { amount: { type: Number, index: true }, currency: { type: String, required: true } },
  { _id: false },
);
priceSchema.index({ currency: 1, amount: -1 });

const customerSchema = new Schema(
  {
    email: { type: String, required: [true, 'is needed'], unique: [true, TAKEN] },
    name: { first: String, last: { type: String, index: true } },
    phone: { type: String, sparse: true },
    tags: [String],
    friends: [{ type: Schema.Types.ObjectId, ref: 'Customer', index: true }],
    home: { type: { street: String, city: { type: String, index: -1 } } },
    visits: [{ _id: false, at: { type: Date, index: true }, page: String }],
    anything: {},
    list: [],
    place: { type: [Number], index: '2dsphere' },
    about: { type: String, text: true },
    code: { type: String, index: { unique: true, sparse: true } },
    plain: { type: String, unique: false },
    type: { type: String, index: true },
  },
  { timestamps: true },
);
customerSchema.index({ email: 1, 'name.last': -1 });

const orderSchema = new mongoose.Schema(
  {
    customer: { type: mongoose.Types.ObjectId, ref: 'Customer', required: true, index: true },
    total: priceSchema,
    prices: [priceSchema],
    hidden: { type: priceSchema, excludeIndexes: true },
    state: { type: String, default: 'open' },
    until: { type: Date, expires: 3600 },
    labels: { type: Map, of: String },
  },
  { collection: 'purchases', timestamps: { createdAt: 'placedAt', updatedAt: false } },
);
orderSchema.index({ customer: 1, state: 1 }, { unique: true, partialFilterExpression: { state: { $eq: 'open' } } });
orderSchema.index({ state: 'hashed' });
orderSchema.index({ state: 'desc', until: 'asc' }, { name: 'by_state' });

export const Customer = mongoose.models.Customer || mongoose.model('Customer', customerSchema);
export const Order = model('Order', orderSchema);
export default model('Category', new Schema({ _id: String, slug: { type: String, unique: true } }));
