using Mantle.Core.Accounts;

namespace Mantle.Iam.Entities;

/// <summary>IAM's entities of an account other than its identities.</summary>
static class IamSlices
{
    extension(Account account)
    {
        public Table<VirtualMfaDevice> VirtualMfaDevices => account.Slices.Table<VirtualMfaDevice>();

        public Table<ServerCertificate> ServerCertificates => account.Slices.Table<ServerCertificate>();

        /// <summary>The delegation requests that the account made.</summary>
        public Table<DelegationRequest> DelegationRequests => account.Slices.Table<DelegationRequest>();

        public Table<RoleDeletion> RoleDeletions => account.Slices.Table<RoleDeletion>();

        /// <summary>Null where the account uses AWS's default rules.</summary>
        public PasswordPolicy? PasswordPolicy => account.Slices.Only<PasswordPolicy>();
    }
}
