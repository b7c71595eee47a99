import { AccessSentence } from '#components/cluster/access-sentence';
import { ListInCode } from '#components/cluster/list-in-code';
import { partMetadata, partPage } from '../part-page.tsx';

type Props = PageProps<'/clusters/[subscriptionId]/[resourceGroup]/[name]/as-code'>;

const title = 'List as code';

export const generateMetadata = ({ params }: Props) => partMetadata(params, title);

export default function AsCodePage({ params }: Props) {
  return partPage(params, { title, lead: 'Of', width: 'max-w-3xl' }, (_, { reading }) => (
    <>
      <AccessSentence cluster={reading.cluster} />
      <ListInCode cluster={reading.cluster} />
    </>
  ));
}
