using Mantle.Server.Authorization;
using Mantle.Wire.Sts;

namespace Mantle.Server.Operations.Sts;

[Operation]
static class DecodeAuthorizationMessage
{
    public static Access Requires(DecodeAuthorizationMessageRequest r, Call c) => new("sts:DecodeAuthorizationMessage", "*");

    public static DecodeAuthorizationMessageResponse Execute(DecodeAuthorizationMessageRequest r, Call c) => new()
    {
        DecodedMessage = AuthorizationMessage.Open(c.Server.Secrets, c.Account.Id, r.EncodedMessage)
            ?? throw Errors.InvalidAuthorizationMessageException("Message is not valid"),
    };
}
