using System.Text.Json.Nodes;

namespace Mantle.Policy.Tests.Differential;

/// <summary>
/// Random policies and requests from a small vocabulary, so that patterns meet requests, weighted so that every outcome
/// and every deciding layer comes up often. Some of it is nasty: odd wildcards, malformed operands, empty lists.
/// </summary>
sealed class ScenarioGenerator(int seed)
{
    readonly Random random = new(seed);

    static readonly string[] Actions =
    [
        "s3:GetObject",
        "s3:PutObject",
        "s3:ListBucket",
        "s3:GetObjectAcl",
        "sts:AssumeRole",
        "iam:PassRole",
        "ec2:RunInstances",
        "S3:GETOBJECT",
    ];

    static readonly string[] ActionPatterns =
    [
        "*",
        "*",
        "s3:*",
        "s3:*",
        "s3:Get*",
        "s3:GetObject",
        "S3:getobject",
        "s3:*Object",
        "s3:?etObject",
        "s3:*Object*",
        "*:*",
        "s*:Get*",
        "sts:AssumeRole",
        "sts:*",
        "iam:*",
        "ec2:Run*",
        "s3:PutObject",
        "s3:List*",
        "iam:PassRole",
        "ec2:RunInstances",
        "s3:",
        "*Object",
        "s3:GetObject?",
        "s3:*t*t",
    ];

    static readonly string[] Resources =
    [
        "arn:aws:s3:::bucket/key",
        "arn:aws:s3:::bucket/alice/key",
        "arn:aws:s3:::bucket",
        "arn:aws:s3:::other/a:b:c",
        "arn:aws:ec2:us-east-1:111122223333:instance/i-1",
        "arn:aws:iam::111122223333:role/team/app",
        "arn:aws:iam::444455556666:role/x",
        "*",
        "arn:aws:s3:::bucket/a*b",
        "arn:aws:s3:::Bucket/key",
        "arn:aws:sns:us-east-1:111122223333:topic",
    ];

    static readonly string[] ResourcePatterns =
    [
        "*",
        "*",
        "*",
        "arn:aws:s3:::*",
        "arn:aws:s3:::bucket/*",
        "arn:aws:s3:::bucket",
        "arn:aws:s3:::bucket*",
        "arn:aws:s3:::b*/key",
        "arn:aws:s3:::bucket/${aws:username}/*",
        "arn:aws:s3:::bucket/${aws:PrincipalTag/team, 'alice'}/*",
        "arn:aws:s3:::bucket/a${*}b",
        "arn:aws:s3:::*/a:*",
        "arn:aws:ec2:*:*:instance/*",
        "arn:aws:ec2:us-*-1:*:instance/i-?",
        "arn:aws:ec2:*",
        "arn:aws:iam::*:role/*",
        "arn:aws:iam::111122223333:role/team/app",
        "arn:aws:iam::1*:role/team/app",
        "arn:aws:iam::*",
        "arn:aws:*:*:*:*",
        "arn:aws:s3",
        "arn:aws:sns:u*t-1:*:topic",
        "arn:aws:sns:*topic",
        "arn:aws:sns:us-*:topic",
        "arn:aws:sns:u*3:topic",
        "arn:aws:s3:::BUCKET/*",
        "arn:aws:s3:::bucket/??y",
        "arn:aws:s3:::bucket/${aws:username}",
        "arn:aws:s3:${aws:username}::bucket",
        "arn:aws:s3:::*e*e*",
        "arn:aws:sns:us-east-?:111122223333:*",
    ];

    static readonly (string Type, string Key)[] Keys =
    [
        ("String", "aws:username"),
        ("String", "aws:PrincipalTag/team"),
        ("String", "aws:TagKeys"),
        ("Numeric", "s3:max-keys"),
        ("Date", "aws:CurrentTime"),
        ("Bool", "aws:SecureTransport"),
        ("Bool", "aws:MultiFactorAuthPresent"),
        ("Ip", "aws:SourceIp"),
        ("Arn", "aws:SourceArn"),
        ("Arn", "aws:PrincipalArn"),
        ("Binary", "test:Blob"),
        ("String", "id.example.com/x:sub"),
    ];

    static string[] ValuesOf(string type) =>
        type switch
        {
            "Numeric" => ["10", "9", "10.0", "-1", "ten", "", "100", "007", "9.99"],
            "Date" =>
            [
                "2020-01-01T00:00:00Z",
                "2020",
                "1577836800",
                "2020-01-01T01:00:00+01:00",
                "2021-06-30",
                "soon",
                "2020-02-30",
                "2019-12-31T23:59:59.5Z",
                "2020-01",
            ],
            "Bool" => ["true", "false", "True", "yes"],
            "Ip" => ["203.0.113.7", "203.0.113.200", "198.51.100.1", "2001:db8::1", "2001:db8:0::2", "::ffff:203.0.113.7", "nowhere"],
            "Arn" =>
            [
                "arn:aws:sns:us-east-1:111122223333:topic",
                "arn:aws:iam::111122223333:user/alice",
                "arn:aws:s3:::b/c:d",
                "not-an-arn",
                "arn:aws:iam::111122223333:role/team/app",
            ],
            "Binary" => ["QUJD", "QUJE", "", "%%%"],
            _ => ["alice", "Alice", "bob", "a*", "", "team", "alice/x", "${aws:username}"],
        };

    static string[] PatternsOf(string type) =>
        type switch
        {
            "Ip" =>
            [
                "203.0.113.0/24",
                "203.0.113.7",
                "0.0.0.0/0",
                "::/0",
                "2001:db8::/32",
                "2001:DB8::1",
                "203.0.113.128/25",
                "203.0.113.0/33",
                "x",
            ],
            "Arn" =>
            [
                "arn:aws:sns:*:*:*",
                "arn:aws:iam::*:user/${aws:username}",
                "arn:aws:s3:::*",
                "*",
                "arn:aws:*",
                "arn:aws:iam::111122223333:user/alice",
                "${aws:SourceArn}",
                "arn:aws:iam::1?1122223333:*/*",
                "arn:aws:sns:*:topic",
            ],
            "String" =>
            [
                "alice",
                "Alice",
                "a*",
                "*",
                "?lice",
                "${aws:username}",
                "${aws:username, 'bob'}",
                "${aws:PrincipalTag/team}",
                "a${*}",
                "",
                "*l*c*",
                "${aws:TagKeys}",
                "${x",
                "bob",
                "team",
                "${$}{aws:username}",
            ],
            "Bool" => ["true", "false", "true", "false", "yes", "${aws:MultiFactorAuthPresent}"],
            _ => ValuesOf(type),
        };

    static string[] OperatorsOf(string type) =>
        type switch
        {
            "Numeric" or "Date" =>
            [
                .. new[] { "Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals" }.Select(o => type + o),
            ],
            "Bool" => ["Bool"],
            "Ip" => ["IpAddress", "NotIpAddress"],
            "Arn" => ["ArnEquals", "ArnNotEquals", "ArnLike", "ArnNotLike"],
            "Binary" => ["BinaryEquals"],
            _ => ["StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", "StringLike", "StringNotLike"],
        };

    static readonly string[] AwsPrincipals =
    [
        "*",
        Callers.UserArn,
        Callers.RoleArn,
        Callers.SessionArn,
        Callers.FederatedArn,
        Callers.Account,
        "arn:aws:iam::111122223333:root",
        Callers.OtherAccount,
        Callers.UserId,
        Callers.RoleId,
        "arn:aws:iam::111122223333:user/*",
        "arn:aws:iam::111122223333:user/Alice",
    ];

    bool Chance(double probability) => random.NextDouble() < probability;

    T Pick<T>(IReadOnlyList<T> values) => values[random.Next(values.Count)];

    /// <summary>Policies of all layers and the first of several requests to try on them.</summary>
    public Scenario Next()
    {
        var scenario = new Scenario();
        if (Chance(0.85))
            scenario.Layers["identity"] = Chance(0.35)
                ? [Everything(named: false), .. Policies(0.75, named: false)]
                : Policies(0.75, named: false);
        AddLimit(scenario, "boundary", 0.3);
        AddLimit(scenario, "session", 0.35);
        if (Chance(0.65))
            scenario.Layers["resource"] = Chance(0.15) ? [Everything(named: true)] : Policies(0.75, named: true);
        if (Chance(0.3))
            scenario.ResourcePolicyKind = Pick(["RoleTrust", "KmsKey"]);
        if (Chance(0.2))
            scenario.Layers["endpoint"] = Chance(0.5) ? [Everything(named: true)] : Policies(0.7, named: true);
        if (Chance(0.3))
            AddLevels(scenario, "scp", Chance(0.3) ? random.Next(4, 8) : random.Next(1, 4));
        if (Chance(0.15))
            AddLevels(scenario, "rcp", random.Next(1, 4));
        if (Chance(0.3))
            scenario.Bindings[Callers.UserArn] = Pick([Callers.UserId, "AIDAALICE00000000002", ""]);
        if (Chance(0.3))
            scenario.Bindings[Callers.RoleArn] = Pick([Callers.RoleId, "AROAAPP0000000000002"]);
        Ask(scenario);
        return scenario;
    }

    /// <summary>Another request for the same policies.</summary>
    public void Ask(Scenario scenario)
    {
        scenario.Caller = Chance(0.6) ? Pick(["user", "role", "user", "role", "federated"]) : Pick(Callers.All);
        scenario.Action = Chance(0.6) ? "s3:GetObject" : Pick(Actions);
        scenario.Resource = Chance(0.5) ? Resources[0] : Pick(Resources);
        scenario.ResourceAccount = Chance(0.75) ? Pick([null, Callers.Account]) : Callers.OtherAccount;
        scenario.Context.Clear();
        foreach (var (type, key) in Keys)
        {
            if (Chance(0.45))
                continue;
            var values = ValuesOf(type);
            var count =
                key == "aws:TagKeys" ? random.Next(0, 4)
                : Chance(0.05) ? random.Next(0, 3)
                : 1;
            scenario.Context[Chance(0.1) ? key.ToUpperInvariant() : key] =
            [
                .. Enumerable.Range(0, count).Select(_ => Chance(0.5) ? values[0] : Pick(values)),
            ];
        }
    }

    void AddLimit(Scenario scenario, string layer, double probability)
    {
        if (Chance(probability))
            scenario.Layers[layer] =
                Chance(0.45) ? [Everything(named: false)]
                : Chance(0.05) ? []
                : Policies(0.88, named: false);
    }

    /// <summary>
    /// Levels as organizations have them: full access beside what denies, few that only allow something, some policies at several
    /// levels.
    /// </summary>
    void AddLevels(Scenario scenario, string kind, int count)
    {
        var named = kind == "rcp";
        var attached = new List<JsonObject>();
        for (var level = 0; level < count; level++)
        {
            if (!named && Chance(0.3))
            {
                if (attached.Count > 0 && Chance(0.4))
                    scenario.Layers[kind + level] = [(JsonObject)Pick(attached).DeepClone()];
                else
                    AddLimit(scenario, kind + level, 1);
                attached.AddRange(scenario.Layers[kind + level]);
                continue;
            }
            List<JsonObject> policies = Chance(named ? 0.85 : 0.9) ? [Everything(named)] : [];
            // Nearly full access: on a condition.
            if (!named && policies.Count > 0 && Chance(0.15))
                policies[0]["Statement"]!["Condition"] = Condition();
            if (Chance(0.6))
                policies.AddRange(Policies(named ? 0.5 : 0.3, named));
            if (attached.Count > 0 && Chance(0.4))
                policies.Insert(random.Next(policies.Count + 1), (JsonObject)Pick(attached).DeepClone());
            attached.AddRange(policies);
            scenario.Layers[kind + level] = policies;
        }
    }

    static JsonObject Everything(bool named)
    {
        var statement = new JsonObject
        {
            ["Effect"] = "Allow",
            ["Action"] = "*",
            ["Resource"] = "*",
        };
        if (named)
            statement["Principal"] = "*";
        return new JsonObject { ["Version"] = "2012-10-17", ["Statement"] = statement };
    }

    List<JsonObject> Policies(double allow, bool named) =>
        [.. Enumerable.Range(0, Chance(0.7) ? 1 : random.Next(1, 4)).Select(_ => Policy(allow, named))];

    JsonObject Policy(double allow, bool named)
    {
        var policy = new JsonObject();
        if (!Chance(0.08))
            policy["Version"] = Chance(0.07) ? "2008-10-17" : "2012-10-17";
        // Now and then so many that the index looks resources up instead of going through them.
        var count = Chance(0.02) ? random.Next(20, 60) : random.Next(1, 5);
        policy["Statement"] =
            count == 1 && Chance(0.5)
                ? Statement(allow, named)
                : new JsonArray([.. Enumerable.Range(0, count).Select(_ => (JsonNode)Statement(allow, named))]);
        return policy;
    }

    JsonObject Statement(double allow, bool named)
    {
        var deny = !Chance(allow);
        var statement = new JsonObject { ["Effect"] = deny ? "Deny" : "Allow" };
        if (named && !Chance(0.04))
            statement[Chance(0.12) ? "NotPrincipal" : "Principal"] = Principal();
        statement[Chance(0.12) ? "NotAction" : "Action"] = List(ActionPatterns);
        // Denies are mostly narrow, or little else would be seen.
        if (!named || !Chance(0.1))
            statement[Chance(0.1) ? "NotResource" : "Resource"] = List(ResourcePatterns);
        if (Chance(deny ? 0.7 : 0.35))
            statement["Condition"] = Condition();
        return statement;
    }

    JsonNode List(string[] vocabulary)
    {
        if (Chance(0.6))
            return Pick(vocabulary);
        return new JsonArray([.. Enumerable.Range(0, random.Next(0, 4)).Select(_ => (JsonNode)Pick(vocabulary))]);
    }

    JsonNode Principal()
    {
        if (Chance(0.12))
            return "*";
        var principal = new JsonObject();
        if (Chance(0.85))
            principal["AWS"] = Chance(0.5)
                ? Pick(AwsPrincipals)
                : new JsonArray([.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => (JsonNode)Pick(AwsPrincipals))]);
        if (Chance(0.2))
            principal["Service"] = Pick(["ec2.amazonaws.com", "s3.amazonaws.com"]);
        if (Chance(0.2))
            principal["Federated"] = Pick([Callers.OidcProvider, Callers.SamlProvider, "accounts.google.com"]);
        return principal;
    }

    JsonObject Condition()
    {
        var condition = new JsonObject();
        for (var blocks = random.Next(1, 3); blocks > 0; blocks--)
        {
            var (type, key) = Pick(Keys);
            var @operator = Chance(0.08) ? "Null" : Pick(OperatorsOf(Chance(0.06) ? Pick(Keys).Type : type));
            if (@operator != "Null" && Chance(0.25))
                @operator += "IfExists";
            if (key == "aws:TagKeys" ? Chance(0.8) : Chance(0.08))
                @operator = Pick(["ForAllValues:", "ForAnyValue:"]) + @operator;
            var values = @operator == "Null" ? ["true", "false", "true", "false", "x"] : PatternsOf(type);
            condition[@operator] = new JsonObject { [Chance(0.1) ? key.ToUpperInvariant() : key] = Values(values) };
        }
        return condition;
    }

    JsonNode Values(string[] vocabulary)
    {
        if (Chance(0.6))
            return Value(Pick(vocabulary));
        return new JsonArray([.. Enumerable.Range(0, random.Next(0, 4)).Select(_ => Value(Pick(vocabulary)))]);
    }

    JsonNode Value(string text)
    {
        if (text is "true" or "false" && Chance(0.5))
            return text == "true";
        return text is "10" or "9" && Chance(0.5) ? int.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : text;
    }
}
