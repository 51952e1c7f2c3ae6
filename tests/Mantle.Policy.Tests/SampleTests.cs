namespace Mantle.Policy.Tests;

public sealed class SampleTests
{
    [Fact]
    public async Task The_sample_explains_three_decisions() =>
        Assert.Equal(
            [
                "arn:aws:s3:::home/ana/notes.txt from eu-west-1: Allowed",
                "ServiceControlPolicy: Allow (no Sid), line 4",
                "IdentityBasedPolicy: Allow OwnFolder, line 3",
                "arn:aws:s3:::home/ben/notes.txt from eu-west-1: ImplicitDeny",
                "ServiceControlPolicy: Allow (no Sid), line 4",
                "User: arn:aws:iam::123456789012:user/ana is not authorized to perform: s3:GetObject on resource: "
                    + "arn:aws:s3:::home/ben/notes.txt because no identity-based policy allows the s3:GetObject action",
                "arn:aws:s3:::home/ana/notes.txt from us-east-1: ExplicitDeny",
                "ServiceControlPolicy: Allow (no Sid), line 4",
                "ServiceControlPolicy: Deny OnlyEurope, line 5",
                "IdentityBasedPolicy: Allow OwnFolder, line 3",
                "User: arn:aws:iam::123456789012:user/ana is not authorized to perform: s3:GetObject on resource: "
                    + "arn:aws:s3:::home/ana/notes.txt with an explicit deny in a service control policy",
            ],
            await SampleRun.OutputAsync("ExplainAccess", TestContext.Current.CancellationToken)
        );
}
