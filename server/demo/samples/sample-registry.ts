import type { Registry } from '../worker/definitions.ts';
import { approvalSample } from './approval.ts';
import { backupSiteContentSample } from './backup-site-content.ts';
import { catalogueExportSample } from './catalogue-export.ts';
import { failingSample } from './failing.ts';
import { fashionStoreSample } from './fashion-store.ts';
import { helloSequenceSample } from './hello-sequence.ts';
import { moneyTransferSample } from './money-transfer.ts';
import { monitorSample } from './monitor.ts';
import { monthlyReportSample } from './monthly-report.ts';
import { newsletterSample } from './newsletter.ts';
import { createOrderWorkflowSample } from './order-workflow.ts';
import { periodicCleanupSample } from './periodic-cleanup.ts';
import { processOrderSample } from './process-order.ts';
import { smsPhoneVerificationSample } from './sms-phone-verification.ts';
import { stocktakeSample } from './stocktake.ts';
import { warehouseSample } from './warehouse.ts';

/** Everything the demo worker can run. */
export function createSampleRegistry(): Registry {
  const samples = [
    approvalSample,
    backupSiteContentSample,
    catalogueExportSample,
    failingSample,
    fashionStoreSample,
    helloSequenceSample,
    moneyTransferSample,
    monitorSample,
    monthlyReportSample,
    newsletterSample,
    createOrderWorkflowSample(),
    periodicCleanupSample,
    processOrderSample,
    smsPhoneVerificationSample,
    stocktakeSample,
    warehouseSample,
  ];
  return {
    orchestrators: Object.fromEntries(samples.flatMap((sample) => Object.entries(sample.orchestrators))),
    activities: Object.fromEntries(samples.flatMap((sample) => Object.entries(sample.activities))),
    entities: Object.fromEntries(samples.flatMap((sample) => Object.entries(sample.entities))),
  };
}
