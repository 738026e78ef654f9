//! infra/ragnos-repo.yaml, deployed to the emulator and looked at by its API: what is there, and what must not be.

use serde_json::{Value, json};

use super::emulator::Emulator;

/// Deploys or updates the stack `plugins`, and prints its outputs. What the emulator leaves out is set by the API.
const DEPLOY: &str = "
import botocore.session, json, re, time
session = botocore.session.get_session()
cloudformation, s3 = session.create_client('cloudformation'), session.create_client('s3')
template = open('TEMPLATE').read()
parameters = [{'ParameterKey': key, 'ParameterValue': value} for key, value in PARAMETERS.items()]
# No stack of CloudTrail can be made here.
template = re.sub(r'  Trail:\\n    Type: AWS::CloudTrail::Trail\\n.*?\\n\\n', '', template, flags=re.S)
asked = {'StackName': 'plugins', 'TemplateBody': template, 'Capabilities': ['CAPABILITY_IAM'], 'Parameters': parameters}
cloudformation.CALL(**asked)
while True:
    stack = cloudformation.describe_stacks(StackName='plugins')['Stacks'][0]
    if not stack['StackStatus'].endswith('IN_PROGRESS'):
        break
    time.sleep(0.05)
assert stack['StackStatus'] == 'STATUS', (stack, cloudformation.describe_stack_events(StackName='plugins'))
outputs = {output['OutputKey']: output['OutputValue'] for output in stack['Outputs']}
lock = {'ObjectLockEnabled': 'Enabled', 'Rule': {'DefaultRetention': {'Mode': 'GOVERNANCE', 'Days': 400}}}
s3.put_object_lock_configuration(Bucket=outputs['BucketName'], ObjectLockConfiguration=lock)
print(json.dumps(outputs))
";

fn template() -> String {
    format!("{}/../infra/ragnos-repo.yaml", env!("CARGO_MANIFEST_DIR"))
}

/// Makes the stack, and gives its outputs.
pub(crate) fn deploy(emulator: &Emulator) -> Value {
    change(emulator, "create_stack", "CREATE_COMPLETE", &json!({}))
}

/// Changes parameters of the stack.
pub(crate) fn update(emulator: &Emulator, parameters: &Value) -> Value {
    change(emulator, "update_stack", "UPDATE_COMPLETE", parameters)
}

fn change(emulator: &Emulator, call: &str, status: &str, parameters: &Value) -> Value {
    let script = DEPLOY.replace("TEMPLATE", &template()).replace("CALL", call).replace("STATUS", status);
    serde_json::from_str(&emulator.script(&script.replace("PARAMETERS", &parameters.to_string()))).unwrap()
}

/// Prints what the stack has made.
const LOOK: &str = "
import botocore.session, json
from botocore.exceptions import ClientError
session = botocore.session.get_session()
client = {name: session.create_client(name) for name in
          ['cloudformation', 's3', 'kms', 'iam', 'cloudfront', 'cloudwatch', 'events']}
resources = client['cloudformation'].describe_stack_resources(StackName='plugins')['StackResources']
ids = {one['LogicalResourceId']: one['PhysicalResourceId'] for one in resources}
bucket = ids['Repository']

def policies(role):
    names = client['iam'].list_role_policies(RoleName=ids[role])['PolicyNames']
    documents = [client['iam'].get_role_policy(RoleName=ids[role], PolicyName=name)['PolicyDocument'] for name in names]
    found = set()
    for statement in (one for document in documents for one in document['Statement']):
        assert statement['Effect'] == 'Allow', statement
        actions = statement['Action']
        found.update([actions] if isinstance(actions, str) else actions)
    return sorted(found)

def signers(key):
    policy = json.loads(client['kms'].get_key_policy(KeyId=ids[key], PolicyName='default')['Policy'])
    grants = [one for one in policy['Statement'] if 'kms:Sign' in one['Action'] or 'kms:*' in one['Action']]
    [grant] = grants
    assert grant['Condition']['StringEquals']['kms:MessageType'] == 'DIGEST', grant
    principals = grant['Principal']['AWS']
    roles = {client['iam'].get_role(RoleName=ids[role])['Role']['Arn']: role for role in ['Refresher', 'Publisher', 'Auditor', 'BreakGlass']}
    return sorted(roles[arn] for arn in ([principals] if isinstance(principals, str) else principals))

distribution = client['cloudfront'].get_distribution(Id=ids['Edge'])['Distribution']['DistributionConfig']
def ttls(policy):
    found = client['cloudfront'].get_cache_policy(Id=policy)['CachePolicy']['CachePolicyConfig']
    return [found['MinTTL'], found['DefaultTTL'], found['MaxTTL']]

trust = client['iam'].get_role(RoleName=ids['Publisher'])['Role']['AssumeRolePolicyDocument']['Statement'][0]
alarms = client['cloudwatch'].describe_alarms()['MetricAlarms']
kinds = {key: client['kms'].describe_key(KeyId=ids[key])['KeyMetadata']['KeySpec'] for key in ids if key.endswith('Key')}
print(json.dumps({
    'versioning': client['s3'].get_bucket_versioning(Bucket=bucket).get('Status'),
    'public': list(client['s3'].get_public_access_block(Bucket=bucket)['PublicAccessBlockConfiguration'].values()),
    'statements': [one['Sid'] for one in json.loads(client['s3'].get_bucket_policy(Bucket=bucket)['Policy'])['Statement']],
    'refresher': policies('Refresher'), 'publisher': policies('Publisher'), 'auditor': policies('Auditor'),
    'signers': {key: signers(key) for key in ['TimestampKey', 'SnapshotKey', 'LogKey']},
    'kinds': kinds,
    'trust': trust['Condition']['StringEquals'],
    'timestamp': ttls(distribution['CacheBehaviors']['Items'][0]['CachePolicyId']),
    'pattern': distribution['CacheBehaviors']['Items'][0]['PathPattern'],
    'other': ttls(distribution['DefaultCacheBehavior']['CachePolicyId']),
    'errors': sorted([one['ErrorCode'], one['ErrorCachingMinTTL']] for one in distribution['CustomErrorResponses']['Items']),
    'alarms': len(alarms),
    'silent': sorted(one['AlarmName'] for one in alarms if not one['AlarmActions']),
    'breaching': [one['TreatMissingData'] for one in alarms if one['MetricName'] == 'ragnos_role_seconds_to_expiry'],
    'rules': sorted(key for key in ids if key in [one['LogicalResourceId'] for one in resources if one['ResourceType'] == 'AWS::Events::Rule']),
    'dashboards': len(client['cloudwatch'].list_dashboards()['DashboardEntries']),
}))
";

#[test]
fn the_template_makes_what_it_says() {
    let emulator = Emulator::start(false);
    deploy(&emulator);
    let seen: Value = serde_json::from_str(&emulator.script(LOOK)).unwrap();
    assert_eq!((&seen["versioning"], &seen["public"]), (&json!("Enabled"), &json!([true, true, true, true])));
    assert_eq!(seen["statements"], json!(["OnlyTls", "Edges", "NoBlindWrites", "FilesAreCreatedOnce"]));
    // Nobody deletes, lifts a lock, or changes what protects the files; nobody signs but by the policy of a key.
    let writes = [
        "cloudfront:CreateInvalidation",
        "cloudwatch:PutMetricData",
        "s3:GetObject",
        "s3:ListBucket",
        "s3:PutObject",
        "s3:PutObjectRetention",
    ];
    assert_eq!((&seen["refresher"], &seen["publisher"]), (&json!(writes), &json!(writes)));
    let reads = |action: &Value| action.as_str().unwrap().contains(":Get") || action.as_str().unwrap().contains(":List");
    assert!(seen["auditor"].as_array().unwrap().iter().all(reads), "{}", seen["auditor"]);
    let both = ["Publisher", "Refresher"];
    assert_eq!(seen["signers"], json!({ "TimestampKey": both, "SnapshotKey": both, "LogKey": ["Publisher"] }));
    // The token of one job of one repository, compared as it is.
    let issuer = "token.actions.githubusercontent.com";
    let sub = "repo:OWNER/REPOSITORY:environment:release";
    assert_eq!(seen["trust"], json!({ (format!("{issuer}:aud")): "sts.amazonaws.com", (format!("{issuer}:sub")): sub }));
    assert_eq!((&seen["timestamp"], &seen["pattern"]), (&json!([0, 5, 10]), &json!("metadata/timestamp.json")));
    assert_eq!(seen["other"], json!([0, 86_400, 31_536_000]));
    assert_eq!(seen["errors"], json!([[403, 1], [404, 1], [500, 1], [502, 1], [503, 1], [504, 1]]));
    assert_eq!((&seen["alarms"], &seen["silent"], &seen["dashboards"]), (&json!(15), &json!([]), &json!(1)));
    assert!(seen["breaching"].as_array().unwrap().iter().all(|one| one == "breaching"), "nobody looks: that is an alarm");
    assert_eq!(seen["rules"], json!(["FileTampering", "GlassIsBroken", "KeyTampering"]));
    assert_eq!(seen["kinds"]["TimestampKey"], "ECC_NIST_P256");
    update(&emulator, &json!({ "NextKeySpec": "RSA_3072" }));
    let later: Value = serde_json::from_str(&emulator.script(LOOK)).unwrap();
    assert_eq!(
        (&later["kinds"]["TimestampKey"], &later["kinds"]["NextTimestampKey"]),
        (&json!("ECC_NIST_P256"), &json!("RSA_3072"))
    );
}

/// Prints why the whole template is refused, and what a deployed bucket says of its default lock.
const GAPS: &str = "
import botocore.session, json
from botocore.exceptions import ClientError
session = botocore.session.get_session()
def refusal(call, **arguments):
    try:
        call(**arguments)
        return None
    except ClientError as error:
        return error.response['Error']['Message']
cloudformation, s3 = session.create_client('cloudformation'), session.create_client('s3')
whole = refusal(cloudformation.create_stack, StackName='whole', TemplateBody=open('TEMPLATE').read(), Capabilities=['CAPABILITY_IAM'])
lock = '''
Resources:
  Locked:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: locked-by-template
      ObjectLockEnabled: true
      ObjectLockConfiguration: {ObjectLockEnabled: Enabled, Rule: {DefaultRetention: {Mode: GOVERNANCE, Days: 1}}}
'''
cloudformation.create_stack(StackName='locked', TemplateBody=lock)
while cloudformation.describe_stacks(StackName='locked')['Stacks'][0]['StackStatus'].endswith('IN_PROGRESS'):
    pass
print(json.dumps([whole, refusal(s3.get_object_lock_configuration, Bucket='locked-by-template')]))
";

#[test]
fn what_the_emulator_leaves_out_of_the_template_is_known() {
    let said = Emulator::start(false).script(&GAPS.replace("TEMPLATE", &template()));
    let seen: Value = serde_json::from_str(&said).unwrap();
    assert!(seen[0].as_str().unwrap().ends_with("Unrecognized resource types: [AWS::CloudTrail::Trail]"), "{seen}");
    assert_eq!(seen[1], "Object Lock configuration does not exist for this bucket");
}
