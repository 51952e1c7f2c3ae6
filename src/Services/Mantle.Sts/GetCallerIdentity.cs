using Mantle.Core.Authorization;
using Mantle.Wire.Sts;

namespace Mantle.Sts;

[Operation]
static class GetCallerIdentity
{
    /// <summary>
    /// Every caller may call it; a deny has no effect
    /// (<see href="https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html"/>).
    /// </summary>
    public static Access Requires(GetCallerIdentityRequest r, Call c) => Access.None;

    public static GetCallerIdentityResponse Execute(GetCallerIdentityRequest r, Call c) =>
        new()
        {
            UserId = c.Caller.UserId,
            Account = c.Account.Id,
            Arn = c.Caller.Arn,
        };
}
