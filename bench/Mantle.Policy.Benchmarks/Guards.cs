namespace Mantle.Policy.Benchmarks;

/// <summary>Service control policies at five levels, each next to FullAWSAccess: what organizations commonly deny.</summary>
static class Guards
{
    static readonly string[] Denials =
    [
        """
            {"Effect":"Deny","NotAction":["iam:*","sts:*","organizations:*"],
             "Resource":"*","Condition":{"StringNotEquals":{"aws:RequestedRegion":["us-east-1","eu-west-1"]}}}
            """,
        """{"Effect":"Deny","Action":["organizations:LeaveOrganization","account:CloseAccount"],"Resource":"*"}""",
        """
            {"Effect":"Deny","Action":["iam:CreateUser","iam:CreateAccessKey"],
             "Resource":"*","Condition":{"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/OrganizationAccountAccessRole"}}}
            """,
        """{"Effect":"Deny","Action":["s3:PutBucketPublicAccessBlock","s3:PutBucketAcl","s3:DeleteBucket"],"Resource":"*"}""",
        """
            {"Effect":"Deny","Action":"ec2:RunInstances","Resource":"arn:aws:ec2:*:*:instance/*",
             "Condition":{"StringNotLike":{"ec2:InstanceType":"t3.*"}}}
            """,
    ];

    static CompiledPolicy Compile(string name, params string[] statements) =>
        CompiledPolicy.Compile($$"""{"Version":"2012-10-17","Statement":[{{string.Join(',', statements)}}]}""", name);

    /// <summary>From the root to the account.</summary>
    public static PolicyLevels Levels()
    {
        var everything = Compile("FullAWSAccess", """{"Effect":"Allow","Action":"*","Resource":"*"}""");
        return PolicyLevels.Create(Denials.Select((denial, level) => PolicySet.Create(everything, Compile($"level{level}", denial))));
    }

    /// <summary>One allowed request of a developer with three policies of the usual kind, the same again and again.</summary>
    public static EvaluationRequest One(string action, string resource) =>
        new()
        {
            Principal = Principal.User("arn:aws:iam::111122223333:user/dev", "AIDADEV"),
            Action = ActionName.Parse(action),
            Resource = resource,
            ResourceAccountId = "111122223333",
            Context = new DictionaryRequestContext
            {
                { "aws:username", "dev" },
                { "aws:PrincipalArn", "arn:aws:iam::111122223333:user/dev" },
                { "aws:SourceIp", "203.0.113.7" },
                { "aws:SecureTransport", "true" },
                { "aws:RequestedRegion", "us-east-1" },
            },
            IdentityPolicies =
            [
                Compile(
                    "power",
                    """{"Effect":"Allow","NotAction":["iam:*","organizations:*","account:*"],"Resource":"*"}""",
                    """
                    {"Effect":"Allow","Action":["account:GetAccountInformation","iam:CreateServiceLinkedRole","iam:ListRoles",
                     "organizations:DescribeOrganization"],"Resource":"*"}
                    """
                ),
                Compile(
                    "read",
                    """{"Effect":"Allow","Action":["iam:GenerateCredentialReport","iam:Get*","iam:List*","iam:Simulate*"],"Resource":"*"}"""
                ),
                Compile("s3", """{"Effect":"Allow","Action":["s3:*","s3-object-lambda:*"],"Resource":"*"}"""),
            ],
        };

    /// <summary>The same request under control policies.</summary>
    public static EvaluationRequest Under(in EvaluationRequest request, PolicyLevels levels) =>
        new()
        {
            Principal = request.Principal,
            Action = request.Action,
            Resource = request.Resource,
            ResourceAccountId = request.ResourceAccountId,
            Context = request.Context,
            IdentityPolicies = request.IdentityPolicies,
            ServiceControlPolicies = levels,
        };
}
