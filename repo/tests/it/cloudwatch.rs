//! What `monitor` puts into CloudWatch is what the alarms of infra/ragnos-repo.yaml watch, and they see it.

use serde_json::{Value, json};

use super::emulator::Emulator;
use super::infrastructure::deploy;
use super::program::{ONLINE, Operator};

/// Prints for each alarm on what the program measures: its state, whether its very metric passes its limit, and that metric's least and
/// greatest value.
const ALARMS: &str = "
import botocore.session, datetime, json
session = botocore.session.get_session()
cloudformation, watch = session.create_client('cloudformation'), session.create_client('cloudwatch')
resources = cloudformation.describe_stack_resources(StackName='plugins')['StackResources']
names = {one['PhysicalResourceId']: one['LogicalResourceId'] for one in resources}
now, hour = datetime.datetime.now(datetime.timezone.utc), datetime.timedelta(hours=1)
seen = {}
for alarm in watch.describe_alarms()['MetricAlarms']:
    if not alarm['MetricName'].startswith('ragnos_'):
        continue
    metric = {key: alarm[key] for key in ['Namespace', 'MetricName', 'Dimensions'] if alarm.get(key)}
    points = watch.get_metric_statistics(**metric, StartTime=now - hour, EndTime=now + hour, Period=60, Statistics=['Minimum', 'Maximum'])
    points = points['Datapoints']
    values = [min(one['Minimum'] for one in points), max(one['Maximum'] for one in points)] if points else None
    value = values and values[alarm['Statistic'] == 'Maximum']
    limit, below = alarm['Threshold'], alarm['ComparisonOperator'] == 'LessThanThreshold'
    passed = values and (value < limit if below else value > limit)
    seen[names[alarm['AlarmName']]] = {'state': alarm['StateValue'], 'passed': passed, 'values': values}
metrics = watch.list_metrics(Namespace='Ragnos/Repository')['Metrics']
every = sorted('/'.join([one['MetricName']] + [it['Value'] for it in one['Dimensions']]) for one in metrics)
print(json.dumps({'alarms': seen, 'metrics': every}))
";

#[test]
fn the_alarms_watch_what_is_measured() {
    let (emulator, operator) = (Emulator::start(false), Operator::with_plugins());
    deploy(&emulator);
    let look = || -> Value { serde_json::from_str(&emulator.script(ALARMS)).unwrap() };
    let before = look();
    let alarms: Vec<&str> = before["alarms"].as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(alarms.len(), 12, "{before:#}");
    assert!(before["alarms"].as_object().unwrap().values().all(|seen| seen["values"].is_null()), "{before:#}");
    operator.copy("repo", "edge");
    let monitor = "monitor --root repo/metadata/1.root.json --origin repo edge --cloudwatch Ragnos/Repository";
    operator.in_cloud(&emulator, monitor);
    let well = look();
    for alarm in &alarms {
        assert_eq!(well["alarms"][alarm]["passed"], false, "{alarm} watches nothing that is measured: {well:#}");
    }
    let alarm = |seen: &Value, name: &str, what: &str| seen["alarms"][name][what].clone();
    // The emulator's alarms look at no dimension: the timestamp's seven days are less than the root's fourteen.
    for (name, state) in [("RepositoryIsRefused", "OK"), ("EdgeIsBehind", "OK"), ("RootExpiresIn14", "ALARM")] {
        assert_eq!(alarm(&well, name, "state"), state, "{name}");
    }
    assert_eq!(alarm(&well, "RepositoryIsRefused", "values"), json!([1.0, 1.0]));
    assert_eq!(alarm(&well, "EdgeIsBehind", "values"), json!([0.0, 0.0]));
    let days = alarm(&well, "TimestampIsLate", "values")[0].as_f64().unwrap() / 86_400.0;
    assert!(days > 6.0 && days < 7.0, "{days}");
    // A handful of them, however many namespaces there are.
    let of_roles = ["log", "root", "snapshot", "targets", "timestamp"];
    let mut expected: Vec<String> = of_roles.map(|role| format!("ragnos_role_version/{role}")).into();
    expected.extend(of_roles.iter().chain(&["(others)"]).map(|role| format!("ragnos_role_seconds_to_expiry/{role}")));
    expected.extend(["accepted", "behind_versions", "propagation_seconds"].map(|name| format!("ragnos_repository_{name}")));
    expected.sort();
    assert_eq!(well["metrics"], json!(expected));
    // An edge that stays behind, while another is well.
    operator.copy("repo", "other");
    operator.done(&format!("refresh repo {ONLINE}"));
    operator.done("mirror repo other --root repo/metadata/1.root.json");
    let ended = operator.run_with(&emulator, &format!("{monitor} other --propagation 0s"), &[]);
    assert_eq!(ended.code, 1, "{}{}", ended.stdout, ended.stderr);
    assert_eq!(alarm(&look(), "EdgeIsBehind", "values")[1], json!(1.0), "the worst place counts");
}

#[test]
fn what_cannot_be_put_says_why_and_the_look_is_reported() {
    let (emulator, operator) = (Emulator::start(true), Operator::with_plugins());
    let (id, secret) = emulator.nobody();
    let (id, secret) = (id.as_str(), secret.as_str());
    for (changed, namespace, code) in [
        (&[][..], "", "RP2960"),
        (&[][..], "AWS/S3", "RP2960"),
        (&[][..], "a?colour=red", "RP2960"),
        (&[("AWS_REGION", "")][..], "a", "RP2960"),
        (&[("AWS_ACCESS_KEY_ID", id), ("AWS_SECRET_ACCESS_KEY", secret)][..], "a", "RP4916"),
        (&[("AWS_ACCESS_KEY_ID", id), ("AWS_SECRET_ACCESS_KEY", "wrong")][..], "a", "RP4916"),
        (&[("AWS_ENDPOINT_URL", "http://127.0.0.1:9")][..], "a", "RP7912"),
        (&[("AWS_ACCESS_KEY_ID", ""), ("AWS_SECRET_ACCESS_KEY", "")][..], "a", "RP2962"),
    ] {
        let line = format!("monitor --root repo/metadata/1.root.json repo --cloudwatch={namespace} --json");
        let ended = operator.run_with(&emulator, &line, changed);
        let exit: i32 = code[2..3].parse().unwrap();
        assert_eq!((ended.code, ended.stderr.contains(code)), (exit, true), "{code}: {}{}", ended.stdout, ended.stderr);
        let report: Value = serde_json::from_str(&ended.stdout).unwrap();
        assert!(report["places"][0]["accepted"] == true && report["untold"].is_string(), "{report:#}");
    }
}
