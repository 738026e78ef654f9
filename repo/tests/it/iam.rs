//! The roles of infra/ragnos-repo.yaml, taken in an emulator that checks who asks: each does its work, and none does anything else.

use serde_json::{Value, json};

use super::emulator::Emulator;
use super::infrastructure::deploy;
use super::program::{Ended, Operator};

/// Prints what is denied before any condition is taken away, and the credentials of each role after that. The emulator knows neither the
/// token of a CI nor a second factor, serves no TLS, and fills none of the conditions that its services have.
const ROLES: &str = r#"
import botocore.session, hashlib, json
from botocore.exceptions import ClientError
session = botocore.session.get_session()
cloudformation, s3, iam, sts, kms = (session.create_client(one) for one in ('cloudformation', 's3', 'iam', 'sts', 'kms'))
ids = {one['LogicalResourceId']: one['PhysicalResourceId']
       for one in cloudformation.describe_stack_resources(StackName='plugins')['StackResources']}
roles = {name: iam.get_role(RoleName=ids[name])['Role']['Arn'] for name in ('Refresher', 'Publisher', 'Auditor', 'BreakGlass')}
bucket, digest = ids['Repository'], hashlib.sha256(b'1').digest()

def outcome(call, **arguments):
    try:
        call(**arguments)
        return 'done'
    except ClientError as error:
        return error.response['Error']['Code'].removesuffix('Exception')

def take(name):
    taken = sts.assume_role(RoleArn=roles[name], RoleSessionName='test')['Credentials']
    keys = {'aws_access_key_id': 'AccessKeyId', 'aws_secret_access_key': 'SecretAccessKey', 'aws_session_token': 'SessionToken'}
    keys = {ours: taken[theirs] for ours, theirs in keys.items()}
    return keys, {one: session.create_client(one, **keys) for one in ('s3', 'kms', 'cloudwatch', 'iam')}

gaps = {name: outcome(sts.assume_role, RoleArn=roles[name], RoleSessionName='test') for name in roles}
trust = json.dumps({'Version': '2012-10-17', 'Statement': [{'Effect': 'Allow', 'Action': 'sts:AssumeRole', 'Principal': {'AWS': '*'}}]})
for name in roles:
    iam.update_assume_role_policy(RoleName=ids[name], PolicyDocument=trust)
taken = {name: take(name) for name in roles}

sign = {'KeyId': ids['TimestampKey'], 'Message': digest, 'MessageType': 'DIGEST', 'SigningAlgorithm': 'ECDSA_SHA_256'}
put = {'Bucket': bucket, 'Key': 'metadata/9.snapshot.json', 'Body': b'1', 'IfNoneMatch': '*'}
metric = {'Namespace': 'Ragnos/Repository', 'MetricData': [{'MetricName': 'test', 'Value': 1}]}
refresher = taken['Refresher'][1]
gaps['kms:MessageType'] = outcome(refresher['kms'].sign, **sign)
gaps['cloudwatch:namespace'] = outcome(refresher['cloudwatch'].put_metric_data, **metric)
policy = json.loads(s3.get_bucket_policy(Bucket=bucket)['Policy'])
def keep(*names):
    statements = [one for one in policy['Statement'] if one['Sid'] in names]
    s3.put_bucket_policy(Bucket=bucket, Policy=json.dumps({'Version': policy['Version'], 'Statement': statements}))
gaps['aws:SecureTransport'] = outcome(refresher['s3'].list_objects_v2, Bucket=bucket)
keep('Edges', 'NoBlindWrites', 'FilesAreCreatedOnce')
gaps['s3:if-none-match'] = outcome(refresher['s3'].put_object, **put)
keep('Edges')
for key in ('TimestampKey', 'SnapshotKey', 'LogKey'):
    allowed = json.loads(kms.get_key_policy(KeyId=ids[key], PolicyName='default')['Policy'])
    for one in allowed['Statement']:
        one.pop('Condition', None)
    kms.put_key_policy(KeyId=ids[key], PolicyName='default', Policy=json.dumps(allowed))
for name in ('Refresher', 'Publisher'):
    allowed = iam.get_role_policy(RoleName=ids[name], PolicyName='work')['PolicyDocument']
    for one in allowed['Statement']:
        one.pop('Condition', None)
    iam.put_role_policy(RoleName=ids[name], PolicyName='work', PolicyDocument=json.dumps(allowed))

empty = '{"Version": "2012-10-17", "Statement": []}'
def deeds(name, aws):
    key = lambda folder: {**put, 'Key': f'{folder}/9.{name}.json'}
    return {
        'read': outcome(aws['s3'].list_objects_v2, Bucket=bucket),
        'sign timestamp': outcome(aws['kms'].sign, **sign),
        'sign snapshot': outcome(aws['kms'].sign, **{**sign, 'KeyId': ids['SnapshotKey']}),
        'sign log': outcome(aws['kms'].sign, **{**sign, 'KeyId': ids['LogKey']}),
        'write snapshot': outcome(aws['s3'].put_object, **{**put, 'Key': f'metadata/{list(roles).index(name) + 900}.snapshot.json'}),
        'write a role': outcome(aws['s3'].put_object, **key('metadata')),
        'write a target': outcome(aws['s3'].put_object, **key('targets')),
        'write elsewhere': outcome(aws['s3'].put_object, **key('elsewhere')),
        'put a metric': outcome(aws['cloudwatch'].put_metric_data, **metric),
        'delete a file': outcome(aws['s3'].delete_object, Bucket=bucket, Key='metadata/timestamp.json'),
        'open the bucket': outcome(aws['s3'].put_bucket_policy, Bucket=bucket, Policy=empty),
        'end versioning': outcome(aws['s3'].put_bucket_versioning, Bucket=bucket, VersioningConfiguration={'Status': 'Suspended'}),
        'delete a key': outcome(aws['kms'].schedule_key_deletion, KeyId=ids['TimestampKey']),
        'disable a key': outcome(aws['kms'].disable_key, KeyId=ids['TimestampKey']),
        'open a key': outcome(aws['kms'].put_key_policy, KeyId=ids['TimestampKey'], PolicyName='default', Policy=empty),
        'take more rights': outcome(aws['iam'].put_role_policy, RoleName=ids[name], PolicyName='more', PolicyDocument=empty),
    }
done = {name: sorted(deed for deed, ended in deeds(name, aws).items() if ended == 'done') for name, (_, aws) in taken.items()}
others = {ended for name, (_, aws) in taken.items() for ended in deeds(name, aws).values()} - {'done', 'PreconditionFailed'}
print(json.dumps({'gaps': gaps, 'done': done, 'others': sorted(others), 'credentials': {name: keys for name, (keys, _) in taken.items()}}))
"#;

/// Prints every version of every file.
const VERSIONS: &str = "
import botocore.session
s3 = botocore.session.get_session().create_client('s3')
print(sorted((one['Key'], one['VersionId']) for one in s3.list_object_versions(Bucket='BUCKET')['Versions']))
";

/// The account with the stack, its roles, and a repository in the bucket.
struct Account {
    emulator: Emulator,
    operator: Operator,
    stack: Value,
    roles: Value,
}

impl Account {
    fn new() -> Self {
        let (emulator, operator) = (Emulator::start(true), Operator::new());
        let stack = deploy(&emulator);
        let roles = serde_json::from_str(&emulator.script(ROLES)).unwrap();
        Self { emulator, operator, stack, roles }
    }

    fn output(&self, name: &str) -> &str {
        self.stack[name].as_str().unwrap()
    }

    /// Runs one command line with the credentials of a role.
    fn run(&self, role: &str, line: &str) -> Ended {
        let credentials = &self.roles["credentials"][role];
        let of = |name: &str| credentials[name].as_str().unwrap();
        let changed = [
            ("AWS_ACCESS_KEY_ID", of("aws_access_key_id")),
            ("AWS_SECRET_ACCESS_KEY", of("aws_secret_access_key")),
            ("AWS_SESSION_TOKEN", of("aws_session_token")),
        ];
        self.operator.run_with(&self.emulator, &format!("{line} --json"), &changed)
    }

    #[track_caller]
    fn done(&self, role: &str, line: &str) {
        let ended = self.run(role, line);
        assert_eq!(ended.code, 0, "{role}: {line}: {}{}", ended.stdout, ended.stderr);
    }

    #[track_caller]
    fn refused(&self, role: &str, line: &str) -> String {
        let ended = self.run(role, line);
        let error: Value = serde_json::from_str(&ended.stderr).unwrap_or_else(|_| panic!("{role}: {line}: {}", ended.stdout));
        assert_eq!(ended.code, 4, "{error:#}");
        error["code"].as_str().unwrap().to_owned()
    }
}

#[test]
fn each_role_does_its_work_and_nothing_else() {
    let account = Account::new();
    let (place, timestamp) = (account.output("Place"), account.output("TimestampKeyAlias"));
    let (snapshot, log) = (account.output("SnapshotKeyAlias"), account.output("LogKeyAlias"));
    let publisher = [
        "put a metric",
        "read",
        "sign log",
        "sign snapshot",
        "sign timestamp",
        "write a role",
        "write a target",
        "write snapshot",
    ];
    let refresher = ["put a metric", "read", "sign snapshot", "sign timestamp", "write snapshot"];
    let glass = ["read", "write a role", "write a target", "write elsewhere", "write snapshot"];
    assert_eq!(
        account.roles["done"],
        json!({ "Refresher": refresher, "Publisher": publisher, "Auditor": ["read"], "BreakGlass": glass })
    );
    assert_eq!(account.roles["others"], json!(["AccessDenied"]), "what is not done is denied, and fails for no other reason");
    // The same with the program. The ceremony is the account's own.
    let online = format!("--key {snapshot} --key {timestamp}");
    account.operator.in_cloud(
        &account.emulator,
        &format!(
            "init {place} --root-key keys/root-1 --root-threshold 1 --targets-key keys/targets --snapshot-key {snapshot} --timestamp-key {timestamp} --log-key {log}"
        ),
    );
    account.done("Publisher", &format!("delegate add {place} acme --role-key keys/acme-1 --key keys/targets {online}"));
    account.operator.pack_into("acme/text", "1.2.0", "dist");
    let publish = format!("publish {place} dist --key keys/acme-1 --key {log} {online}");
    assert_eq!(account.refused("Refresher", &publish), "RP4907", "the log's key is not its own");
    account.done("Publisher", &publish);
    account.done("Refresher", &format!("refresh {place} {online}"));
    let more = format!("refresh {place} --role acme --key keys/acme-1 {online}");
    assert_eq!(account.refused("Refresher", &more), "RP4914", "it writes snapshot and timestamp only");
    account.done("Auditor", &format!("status {place}"));
    assert_eq!(account.refused("Auditor", &format!("refresh {place} {online}")), "RP4907");
    let kept = format!("refresh {place} --key keys/snapshot --key keys/timestamp");
    assert_eq!(account.refused("BreakGlass", &kept), "RP4901", "whoever may write signs nothing");
    // Drills read and sign; nothing is written, also where the keys could.
    let versions = || account.emulator.script(&VERSIONS.replace("BUCKET", account.output("BucketName")));
    let before = versions();
    account.done("Publisher", &format!("drill lost-region {place} --replica {place} {online}"));
    assert_eq!(account.refused("Publisher", &format!("drill lost-key {place} --lost {timestamp} --key {snapshot}")), "RP4901");
    assert_eq!(versions(), before);
    let watch = "monitor --root root.json --cloudwatch Ragnos/Repository";
    let text = account.emulator.script(&super::story::first_root(account.output("BucketName")));
    fs_err::write(account.operator.path("root.json"), text).unwrap();
    account.done("Refresher", &format!("{watch} {place}"));
    assert_eq!(account.refused("Auditor", &format!("{watch} {place}")), "RP4916");
}

#[test]
fn what_the_emulator_does_not_know_of_conditions_is_known() {
    let account = Account::new();
    // Nobody takes a role without a token or a second factor, and that is as it should be. What else is denied here is work that AWS
    // allows: the emulator fills no condition of a service. `aws:SecureTransport` is true to the facts: it serves no TLS.
    let denied = [
        "Refresher",
        "Publisher",
        "Auditor",
        "BreakGlass",
        "kms:MessageType",
        "cloudwatch:namespace",
        "aws:SecureTransport",
        "s3:if-none-match",
    ];
    let denied: serde_json::Map<String, Value> = denied.iter().map(|one| ((*one).to_owned(), json!("AccessDenied"))).collect();
    assert_eq!(account.roles["gaps"], Value::Object(denied));
}
