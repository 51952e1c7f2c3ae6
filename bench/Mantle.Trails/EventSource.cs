using System.Globalization;
using System.Text;
using Mantle.Core.Storage;

namespace Mantle.Trails;

/// <summary>
/// Events that look like those of a busy installation: 200 accounts with 200 users and 50 roles each, few of them busy, most calls
/// AssumeRole and reads of S3.
/// </summary>
sealed class EventSource
{
    const int Accounts = 200,
        Users = 200,
        Roles = 50;

    static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    static readonly (string Source, string Name, bool IsRead)[] Calls =
    [
        ("sts", "AssumeRole", true),
        ("sts", "AssumeRole", true),
        ("sts", "AssumeRole", true),
        ("s3", "GetObject", true),
        ("s3", "GetObject", true),
        ("s3", "PutObject", false),
        ("sts", "GetCallerIdentity", true),
        ("iam", "GetRole", true),
        ("iam", "ListUsers", true),
    ];

    static readonly (string Source, string Name, bool IsRead)[] RareCalls =
    [
        ("iam", "CreateUser", false),
        ("iam", "DeleteRole", false),
        ("iam", "AttachRolePolicy", false),
    ];

    readonly Random random = new(1);

    public long Count { get; private set; }

    static DateTimeOffset TimeOf(long number) => Start.AddSeconds(number / 3.0);

    static AccountId AccountOf(int index) =>
        AccountId.Parse(string.Create(CultureInfo.InvariantCulture, $"{111_122_220_000L + index:D12}"));

    /// <summary>A number below a bound; small ones are much more frequent.</summary>
    int Skewed(int bound) => (int)(bound * Math.Pow(random.NextDouble(), 3));

    public IEnumerable<AuditRecord> Take(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var account = AccountOf(Skewed(Accounts));
            yield return new AuditRecord(account, TimeOf(Count), Encoding.UTF8.GetBytes(Record(account, Count)));
            Count++;
        }
    }

    /// <summary>A unique id that can be made again from its number.</summary>
    static string IdOf(long number) => new Guid((int)number, (short)(number >> 32), 0x4a5b, 1, 2, 3, 4, 5, 6, 7, 8).ToString();

    string Record(AccountId account, long number)
    {
        var (source, name, isReading) =
            random.Next(2_000) == 0 ? RareCalls[random.Next(RareCalls.Length)] : Calls[random.Next(Calls.Length)];
        var (user, role) = ($"user-{Skewed(Users)}", $"role-{Skewed(Roles)}");
        var roleArn = $"arn:aws:iam::{account}:role/{role}";
        var denial = random.Next(500) == 0;
        var identity = random.Next(3) == 0 ? UserIdentity(account, user) : SessionIdentity(account, role, user);
        var (request, resource) = source switch
        {
            "sts" => ($$"""{"roleArn":"{{roleArn}}","roleSessionName":"{{user}}"}""", Resource(account, roleArn, "AWS::IAM::Role")),
            "s3" => (
                $$"""{"bucketName":"data-{{account}}","key":"in/{{random.Next(100_000)}}.json"}""",
                Resource(account, $"arn:aws:s3:::data-{account}", "AWS::S3::Bucket")
            ),
            _ => ($$"""{"roleName":"{{role}}"}""", ""),
        };
        var response = name == "AssumeRole" && !denial ? AssumeRoleResponse(account, role, user) : "null";
        var time = TimeOf(number).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        var (isRead, isData) = (isReading ? "true" : "false", source == "s3");
        return string.Concat(
            $$"""{"eventVersion":"1.11","userIdentity":{{identity}},"eventTime":"{{time}}",""",
            $$""" "eventSource":"{{source}}.amazonaws.com","eventName":"{{name}}","awsRegion":"us-east-1",""",
            $$""" "sourceIPAddress":"10.0.{{random.Next(256)}}.{{random.Next(256)}}",""",
            """ "userAgent":"aws-sdk-js/3.1169.0 ua/2.1 os/linux#6.1.0",""",
            denial ? $$""" "errorCode":"AccessDenied","errorMessage":"User: arn:aws:iam::{{account}}:user/{{user}} is not allowed",""" : "",
            $$""" "requestParameters":{{request}},"responseElements":{{response}},""",
            denial ? $$""" "additionalEventData":{"deniedAction":"{{source}}:{{name}}"},""" : "",
            $$""" "requestID":"{{IdOf(~number)}}","eventID":"{{IdOf(number)}}","readOnly":{{isRead}},{{resource}}""",
            """ "eventType":"AwsApiCall",""",
            $$""" "managementEvent":{{(isData ? "false" : "true")}},"recipientAccountId":"{{account}}",""",
            $$""" "eventCategory":"{{(isData ? "Data" : "Management")}}"}"""
        );
    }

    static string UserIdentity(AccountId account, string user) =>
        string.Concat(
            $$"""{"type":"IAMUser","principalId":"AIDA{{account}}{{user}}","arn":"arn:aws:iam::{{account}}:user/{{user}}",""",
            $$""" "accountId":"{{account}}","accessKeyId":"AKIA{{account}}{{user}}","userName":"{{user}}"}"""
        );

    string SessionIdentity(AccountId account, string role, string user) =>
        string.Concat(
            $$"""{"type":"AssumedRole","principalId":"AROA{{account}}{{role}}:{{user}}",""",
            $$""" "arn":"arn:aws:sts::{{account}}:assumed-role/{{role}}/{{user}}","accountId":"{{account}}",""",
            $$""" "accessKeyId":"{{NewKey()}}",""",
            $$""" "sessionContext":{"sessionIssuer":{"type":"Role","principalId":"AROA{{account}}{{role}}",""",
            $$""" "arn":"arn:aws:iam::{{account}}:role/{{role}}","accountId":"{{account}}","userName":"{{role}}"},""",
            """ "attributes":{"creationDate":"2026-01-01T00:00:00Z","mfaAuthenticated":"false"}}}"""
        );

    string AssumeRoleResponse(AccountId account, string role, string user) =>
        string.Concat(
            $$"""{"credentials":{"accessKeyId":"{{NewKey()}}","expiration":"Jan 1, 2026 1:00:00 AM"},""",
            $$""" "assumedRoleUser":{"assumedRoleId":"AROA{{account}}{{role}}:{{user}}",""",
            $$""" "arn":"arn:aws:sts::{{account}}:assumed-role/{{role}}/{{user}}"} }"""
        );

    static string Resource(AccountId account, string arn, string type) =>
        $$""" "resources":[{"ARN":"{{arn}}","accountId":"{{account}}","type":"{{type}}"}],""";

    string NewKey() => $"ASIA{random.Next():X8}{random.Next():X8}";

    /// <summary>Questions, each with other values every time: of busy accounts and of quiet ones.</summary>
    public IEnumerable<(string Name, Func<TrailQuery> Query)> Queries()
    {
        yield return ("event id", () => Where(TrailAttribute.EventId, IdOf((long)(Count * random.NextDouble()))));
        yield return ("user, busy account", () => In(0, TrailAttribute.Username, $"user-{Skewed(Users)}"));
        yield return ("user, quiet account", () => In(Accounts - 1, TrailAttribute.Username, $"user-{random.Next(Users)}"));
        yield return ("role's sessions", () => In(random.Next(Accounts), TrailAttribute.Role, $"role-{random.Next(Roles)}"));
        yield return ("access key", () => Key(random.Next(Accounts)));
        yield return ("event name, frequent", () => In(random.Next(Accounts), TrailAttribute.EventName, "AssumeRole"));
        yield return ("event name, rare", () => In(random.Next(Accounts), TrailAttribute.EventName, "DeleteRole"));
        yield return ("event name that does not occur", () => In(random.Next(Accounts), TrailAttribute.EventName, "DeleteAccountAlias"));
        yield return ("event source", () => In(random.Next(Accounts), TrailAttribute.EventSource, "iam.amazonaws.com"));
        yield return ("read only: false", () => In(random.Next(Accounts), TrailAttribute.ReadOnly, "false"));
        yield return ("resource name", () => Resource(random.Next(Accounts)));
        yield return ("resource type", () => In(random.Next(Accounts), TrailAttribute.ResourceType, "AWS::IAM::Role"));
        yield return ("denied", () => In(random.Next(Accounts), TrailAttribute.Denied, "true"));
        yield return ("an hour long ago", () => Hour(new TrailQuery { Account = AccountOf(random.Next(Accounts)) }));
        yield return ("user in an hour long ago", () => Hour(In(0, TrailAttribute.Username, "user-1")));
        yield return ("denied role of one user, all accounts", Everything);
    }

    static TrailQuery Where(TrailAttribute attribute, string value) => new() { Where = [new(attribute, value)] };

    /// <summary>LookupEvents shows management events only.</summary>
    static TrailQuery In(int account, TrailAttribute attribute, string value) =>
        new() { Account = AccountOf(account), Where = [new(attribute, value), new(TrailAttribute.Category, "Management")] };

    TrailQuery Key(int account) => In(account, TrailAttribute.AccessKeyId, $"AKIA{AccountOf(account)}user-{random.Next(Users)}");

    TrailQuery Resource(int account) =>
        In(account, TrailAttribute.ResourceName, $"arn:aws:iam::{AccountOf(account)}:role/role-{random.Next(Roles)}");

    TrailQuery Hour(TrailQuery query)
    {
        var from = TimeOf((long)(Count * random.NextDouble() * 0.9));
        return query with { From = from, To = from.AddHours(1) };
    }

    TrailQuery Everything() =>
        new()
        {
            Where =
            [
                new(TrailAttribute.Denied, "true"),
                new(TrailAttribute.Role, $"role-{random.Next(Roles)}"),
                new(TrailAttribute.Username, $"user-{Skewed(Users)}"),
            ],
        };
}
