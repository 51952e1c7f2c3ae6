using Mantle.Policy;

namespace Mantle.Server.Tests.Authorization;

public class RequestKeysTests
{
    [Theory]
    [InlineData("root user", "aws:userid", "111122223333")]
    [InlineData("root user", "aws:PrincipalArn", "arn:aws:iam::111122223333:root")]
    [InlineData("root user", "aws:PrincipalType", "Account")]
    [InlineData("root user", "aws:username", null)]
    [InlineData("root user", "aws:PrincipalTag/team", null)]
    [InlineData("root user", "aws:MultiFactorAuthPresent", null)]
    [InlineData("root user, GetSessionToken", "aws:PrincipalType", "Account")]
    [InlineData("root user, GetSessionToken", "aws:MultiFactorAuthPresent", "true")]
    [InlineData("root user, GetSessionToken", "aws:TokenIssueTime", "2026-03-01T11:50:00Z")]
    [InlineData("IAM user", "aws:userid", "AIDAAAAAAAAAAAAAAAAAA")]
    [InlineData("IAM user", "aws:username", "alice")]
    [InlineData("IAM user", "aws:PrincipalType", "User")]
    [InlineData("IAM user", "aws:PrincipalTag/TEAM", "blue")]
    [InlineData("IAM user", "aws:PrincipalTag/other", null)]
    [InlineData("IAM user", "aws:TokenIssueTime", null)]
    [InlineData("IAM user", "aws:MultiFactorAuthPresent", null)]
    [InlineData("IAM user", "aws:MultiFactorAuthAge", null)]
    [InlineData("IAM user, GetSessionToken", "aws:username", "alice")]
    [InlineData("IAM user, GetSessionToken", "aws:PrincipalArn", "arn:aws:iam::111122223333:user/alice")]
    [InlineData("IAM user, GetSessionToken", "aws:MultiFactorAuthAge", "720")]
    [InlineData("role session", "aws:userid", "AROAAAAAAAAAAAAAAAAAA:session")]
    [InlineData("role session", "aws:username", null)]
    [InlineData("role session", "aws:PrincipalArn", "arn:aws:iam::111122223333:role/deploy")]
    [InlineData("role session", "aws:PrincipalType", "AssumedRole")]
    [InlineData("role session", "aws:PrincipalTag/team", "black")]
    [InlineData("role session", "aws:SourceIdentity", "alice")]
    [InlineData("role session", "aws:PrincipalAccount", "111122223333")]
    [InlineData("role session", "aws:ResourceAccount", "111122223333")]
    [InlineData("role session", "aws:CurrentTime", "2026-03-01T12:00:00Z")]
    [InlineData("role session", "aws:EpochTime", "1772366400")]
    [InlineData("role session", "aws:SourceIp", "192.0.2.7")]
    [InlineData("role session", "aws:SecureTransport", "true")]
    [InlineData("role session", "aws:ViaAWSService", "false")]
    [InlineData("role session", "aws:PrincipalIsAWSService", "false")]
    [InlineData("role session", "aws:RequestTag/team", "white")]
    [InlineData("role session", "aws:ResourceTag/team", "green")]
    [InlineData("role session", "iam:ResourceTag/team", "green")]
    [InlineData("role session", "ec2:ResourceTag/team", null)]
    [InlineData("role session", "aws:TagKeys", "team")]
    public void Keys_have_the_values_that_AWS_gives_them(string kind, string key, string? value) =>
        Assert.Equal(value, Callers.Full(kind).TryGetValues(new ContextKey(key), out var values) ? values[0] : null);

    [Theory]
    [InlineData("root user, GetSessionToken")]
    [InlineData("IAM user, GetSessionToken")]
    [InlineData("role session")]
    public void Temporary_credentials_without_MFA_say_so(string kind)
    {
        Assert.True(Callers.Bare(kind).TryGetValues(new ContextKey("aws:MultiFactorAuthPresent"), out var values));
        Assert.Equal("false", values[0]);
        Assert.False(Callers.Bare(kind).TryGetValues(new ContextKey("aws:MultiFactorAuthAge"), out _));
    }
}
