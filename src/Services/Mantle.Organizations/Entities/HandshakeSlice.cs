using Mantle.Core.Accounts;

namespace Mantle.Organizations.Entities;

/// <summary>What Organizations keeps of an account beside its membership.</summary>
static class HandshakeSlice
{
    extension(Account account)
    {
        /// <summary>Handshakes that organizations sent to the account.</summary>
        public Table<ReceivedHandshake> ReceivedHandshakes => account.Slices.Table<ReceivedHandshake>();
    }
}
