using Mantle.Core.Accounts;

namespace Mantle.Organizations.Entities;

/// <summary>The entities of Organizations in an account, other than its membership.</summary>
static class HandshakeSlice
{
    extension(Account account)
    {
        /// <summary>The handshakes that organizations sent to the account.</summary>
        public Table<ReceivedHandshake> ReceivedHandshakes => account.Slices.Table<ReceivedHandshake>();
    }
}
