# Writes the ELF image inside /tmp/vmlinuz to standard output. The set-up header says where the compressed payload is
# (Documentation/arch/x86/boot.rst: setup_sects at 0x1f1, payload_offset at 0x248, payload_length at 0x24c); all but gzip
# are followed by the unpacked size in four bytes.
number() { od -An -t "u$2" -j "$1" -N "$2" /tmp/vmlinuz | tr -d ' '; }
start=$((($(number $((0x1f1)) 1) + 1) * 512 + $(number $((0x248)) 4)))
length=$(number $((0x24c)) 4)
payload() { tail -c "+$((start + 1))" /tmp/vmlinuz | head -c "$1"; }
case $(payload 2 | od -An -t x1 | tr -d ' ') in
  28b5) payload $((length - 4)) | zstd -dc ;;
  fd37) payload $((length - 4)) | xz -dc ;;
  1f8b) payload "$length" | gzip -dc ;;
  *) echo 'the kernel is compressed in a way that is not known here' >&2; exit 1 ;;
esac
