using Mantle.Core.Accounts;
using Mantle.Core.Authentication;
using Mantle.Core.Authorization;
using Mantle.Wire;
using Mantle.Wire.Sts;
using FederatedUser = Mantle.Wire.Sts.FederatedUser;

namespace Mantle.Sts;

[Operation(IssuesCredentials = true)]
sealed class GetFederationToken(SessionTokens tokens)
{
    const int DefaultSeconds = 43_200,
        RootSeconds = 3_600;

    public static Access Requires(GetFederationTokenRequest r, Call c)
    {
        if (c.Caller.Session is not null)
            throw CommonErrors.AccessDenied("Cannot call GetFederationToken with session credentials");
        var access = new Access(Actions.GetFederationToken, Arn(r, c.Account)) { RequestTags = SessionTagInput.Of(r.Tags) };
        return r.Tags is { Count: > 0 } ? access with { And = [access.For(Actions.TagSession)] } : access;
    }

    /// <summary>
    /// A root user's session lasts an hour at most; a longer one is shortened, not refused. A session without a session policy can only do
    /// what resource policies grant to the session itself.
    /// </summary>
    public GetFederationTokenResponse Execute(GetFederationTokenRequest r, Call c)
    {
        var seconds = r.DurationSeconds ?? DefaultSeconds;
        if (c.Caller.IsRoot)
            seconds = Math.Min(seconds, RootSeconds);
        var (tags, _) = SessionTagInput.Merge(r.Tags, null, null);
        var issued = IssuedCredentials.For(
            c,
            tokens,
            c.Account.Id,
            SessionKind.FederatedUser,
            c.Caller.UserId,
            TimeSpan.FromSeconds(seconds),
            session =>
                session with
                {
                    Name = r.Name,
                    Policy = SessionPolicyInput.Of(r.Policy),
                    PolicyArns = SessionPolicyInput.Arns(r.PolicyArns, c.Account),
                    Tags = tags,
                }
        );
        return new GetFederationTokenResponse
        {
            Credentials = issued.Credentials,
            FederatedUser = new FederatedUser { FederatedUserId = $"{c.Account.Id}:{r.Name}", Arn = Arn(r, c.Account) },
            PackedPolicySize = issued.PackedPolicySize ?? 0,
        };
    }

    static string Arn(GetFederationTokenRequest r, Account account) => $"arn:aws:sts::{account.Id}:federated-user/{r.Name}";
}
