window.bridge.ask().then(() => performance.mark('first answer'));
