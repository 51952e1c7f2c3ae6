namespace Mantle.Policy.Tests.Differential;

/// <summary>Condition keys of scenarios, by type, with values and operands that meet them.</summary>
static class ConditionVocabulary
{
    public static readonly (string Type, string Key)[] Keys =
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

    public static string[] ValuesOf(string type) =>
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

    public static string[] PatternsOf(string type) =>
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

    public static string[] OperatorsOf(string type) =>
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
}
