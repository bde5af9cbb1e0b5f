import { Injectable } from '@nestjs/common';

@Injectable({ scope: 'request' })
export class OrderService extends BaseService implements Reader<Order>, Audited {
  private static readonly pageSize: number = 50;
  private readonly table = 'orders';
  readonly load = async (id: string) => this.orders.findUnique({ where: { id } });
  private pool;

  constructor(
    private readonly prisma: PrismaService,
    @InjectRepository(Order) protected orders: Repository<Order>,
    config: Config,
  ) {
    super();
    const url = config.get('url');
    this.pool = new Pool({ connectionString: url });
  }

  get client() {
    return this.prisma.client;
  }

  @Transactional()
  async list(page: number): Promise<Order[]> {
    const { pageSize } = OrderService;
    return this.prisma.order.findMany({ take: pageSize, skip: page * pageSize });
  }

  static create(): OrderService;
  static create(config?: Config): OrderService {
    return new OrderService(prisma, orders, config ?? defaults);
  }
}

export default class extends mixin(Base) {
  run() {
    return super.run();
  }
}
