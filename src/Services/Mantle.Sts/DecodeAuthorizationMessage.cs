using Mantle.Core.Authorization;
using Mantle.Core.Secrets;
using Mantle.Wire.Sts;

namespace Mantle.Sts;

[Operation]
sealed class DecodeAuthorizationMessage(SecretBox secrets)
{
    public static Access Requires(DecodeAuthorizationMessageRequest r, Call c) => new(Actions.DecodeAuthorizationMessage, "*");

    public DecodeAuthorizationMessageResponse Execute(DecodeAuthorizationMessageRequest r, Call c) =>
        new()
        {
            DecodedMessage =
                AuthorizationMessage.Open(secrets, c.Account.Id, r.EncodedMessage)
                ?? throw Errors.InvalidAuthorizationMessageException("Message is not valid"),
        };
}
