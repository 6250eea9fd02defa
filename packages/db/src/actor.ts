/** Who acts: the service, and the person it acts for. */
export interface Actor {
  readonly service: string;
  readonly deployment: string;
  readonly onBehalf?: string;
}
