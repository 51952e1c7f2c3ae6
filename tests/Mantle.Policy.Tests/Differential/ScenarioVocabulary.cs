namespace Mantle.Policy.Tests.Differential;

/// <summary>Actions, resources and principals of scenarios, and patterns that meet them.</summary>
static class ScenarioVocabulary
{
    public static readonly string[] Actions =
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

    public static readonly string[] ActionPatterns =
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

    public static readonly string[] Resources =
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

    public static readonly string[] ResourcePatterns =
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

    public static readonly string[] AwsPrincipals =
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
}
